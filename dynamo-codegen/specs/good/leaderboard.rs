// Generated from leaderboard.toml (4752d7203a742efe). Changes belong there.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{TableHandle, op};
use uuid::Uuid;

/// The best players of each season of a game
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t")]
#[dynamo(gsi(Ranking, pk = "GSI1PK": S, sk = "GSI1SK": S))]
#[dynamo(entities(Player, Score))]
#[dynamo(collection(PlayerPage(Player, Score)))]
pub struct Leaderboard;

/// Somebody who plays.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Leaderboard)]
#[dynamo(key(pk = "PLAYER#{player_id}", sk = "PROFILE"))]
pub struct Player {
    /// The attribute `player_id`.
    pub player_id: Uuid,
    /// The attribute `nickname`.
    pub nickname: String,
    /// The attribute `games`.
    #[dynamo(default = 0)]
    pub games: u32,
    /// The attribute `flags`.
    pub flags: BTreeSet<String>,
}

/// The best score of a player in a season.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Leaderboard)]
#[dynamo(key(pk = "PLAYER#{player_id}", sk = "SCORE#{game}#{season}"))]
#[dynamo(index(ranked, on = Ranking, pk = "RANKING#{game}#{season}#{shard(player_id, 4)}", sk = "{points}#{player_id}"))]
pub struct Score {
    /// The attribute `player_id`.
    pub player_id: Uuid,
    /// The attribute `game`.
    pub game: String,
    /// The attribute `season`.
    pub season: u16,
    /// The attribute `points`.
    pub points: i32,
    /// The attribute `reached_at`.
    pub reached_at: DateTime<Utc>,
}

/// Why [`LeaderboardTable::add_player`] did not write.
#[derive(Debug)]
pub enum AddPlayerError {
    /// An item with this key exists. This is the item as it is.
    PlayerExists(Option<Box<Player>>),
    /// Anything else.
    Other(dynamo_model::Error),
}

impl From<dynamo_model::Error> for AddPlayerError {
    fn from(error: dynamo_model::Error) -> Self {
        if !error.is_already_exists() {
            return Self::Other(error);
        }
        let item = error.item().cloned().map(dynamo_model::from_item);
        match item.transpose() {
            Ok(item) => Self::PlayerExists(item.map(Box::new)),
            Err(error) => Self::Other(error),
        }
    }
}

impl std::fmt::Display for AddPlayerError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::PlayerExists(_) => f.write_str("player exists"),
            Self::Other(error) => std::fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for AddPlayerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::PlayerExists(_) => None,
            Self::Other(error) => error.source(),
        }
    }
}

/// A player with all scores
#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(player_id))]
pub struct PlayerPage {
    /// The [`Player`].
    pub player: Player,
    /// Each [`Score`], in the order of the keys.
    pub scores: Vec<Score>,
}

/// Why [`LeaderboardTable::improve`] did not write.
#[derive(Debug)]
pub enum ImproveError {
    /// `points < :points` does not hold. This is the item as it is.
    NotBetter(Option<Box<Score>>),
    /// Anything else.
    Other(dynamo_model::Error),
}

impl From<dynamo_model::Error> for ImproveError {
    fn from(error: dynamo_model::Error) -> Self {
        if !error.is_condition_failed() {
            return Self::Other(error);
        }
        let item = error.item().cloned().map(dynamo_model::from_item);
        match item.transpose() {
            Ok(item) => Self::NotBetter(item.map(Box::new)),
            Err(error) => Self::Other(error),
        }
    }
}

impl std::fmt::Display for ImproveError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotBetter(_) => f.write_str("not better"),
            Self::Other(error) => std::fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for ImproveError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotBetter(_) => None,
            Self::Other(error) => error.source(),
        }
    }
}

/// The table [`Leaderboard`] with a method for each access pattern, and with all that its handle can do.
#[derive(Debug, Clone)]
pub struct LeaderboardTable(TableHandle<Leaderboard>);

impl From<TableHandle<Leaderboard>> for LeaderboardTable {
    fn from(table: TableHandle<Leaderboard>) -> Self {
        Self(table)
    }
}

impl std::ops::Deref for LeaderboardTable {
    type Target = TableHandle<Leaderboard>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl LeaderboardTable {
    /// Opens the table on a backend, under its physical name. Nothing is sent.
    pub fn on(
        backend: impl dynamo_model::IntoBackend,
        name: impl Into<std::sync::Arc<str>>,
    ) -> Self {
        Self(TableHandle::new(backend, name))
    }

    /// L1: Writes a [`Player`] that must not exist.
    ///
    /// - Request: PutItem
    /// - Key: `PK` = `PLAYER#{player_id}`, `SK` = `PROFILE`
    /// - Capacity: 1 write unit
    /// - Cost: $1.64 a month, at 1 a second on demand in us-east-1
    ///
    /// # Errors
    /// With [`AddPlayerError::PlayerExists`] when an item with this key exists.
    pub async fn add_player(&self, player: &Player) -> Result<(), AddPlayerError> {
        self.add_player_request(player)
            .await
            .map_err(AddPlayerError::from)
    }

    /// The request of [`add_player`](Self::add_player), which returns no item.
    fn add_player_request(&self, player: &Player) -> op::Put<Player> {
        self.0.create(player)
    }

    /// L2: A player with all scores
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `PLAYER#{player_id}`
    /// - Capacity: 0.5 read units
    /// - Cost: $3.28 a month, at 20 a second on demand in us-east-1
    pub fn player_page(&self, player_id: Uuid) -> op::Collect<PlayerPage> {
        self.0.collect(PlayerPage::of(player_id))
    }

    /// L3: The first score of a season, and a game more
    ///
    /// - Request: TransactWriteItems
    /// - Action: create of a [`Score`]
    /// - Action: [`count_game`](Self::count_game)
    /// - Capacity: 5 write units
    /// - Cost: $41.06 a month, at 5 a second on demand in us-east-1
    pub fn first_score(&self, score: &Score) -> op::Transaction<Leaderboard> {
        let mut transaction = self.0.transaction();
        transaction = transaction.with(Score::create(score));
        transaction = transaction.with(self.count_game(score.player_id));
        transaction
    }

    /// L4: Changes a [`Player`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `PLAYER#{player_id}`, `SK` = `PROFILE`
    /// - Capacity: 1 write unit
    /// - Cost: $65.70 a month, at 40 a second on demand in us-east-1
    pub fn count_game(&self, player_id: Uuid) -> op::Update<Player, op::Complete> {
        self.0
            .update(Player::key(player_id))
            .add(|p| p.games(), 1)
            .complete()
    }

    /// L5: A better score than before
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `PLAYER#{player_id}`, `SK` = `SCORE#{game}#{season}`
    /// - Condition: `points < :points`
    /// - Capacity: 2 write units
    /// - Cost: $32.85 a month, at 10 a second on demand in us-east-1
    ///
    /// # Errors
    /// With [`ImproveError::NotBetter`] when `points < :points` does not hold.
    pub async fn improve(
        &self,
        player_id: Uuid,
        game: &str,
        season: u16,
        points: i32,
        reached_at: DateTime<Utc>,
    ) -> Result<Score, ImproveError> {
        self.improve_request(player_id, game, season, points, reached_at)
            .returning(AllNew)
            .await
            .map_err(ImproveError::from)
    }

    /// The request of [`improve`](Self::improve), which returns no item.
    fn improve_request(
        &self,
        player_id: Uuid,
        game: &str,
        season: u16,
        points: i32,
        reached_at: DateTime<Utc>,
    ) -> op::Update<Score, op::Complete> {
        self.0
            .update(Score::key(player_id, game, season))
            .set(|s| s.points(), points)
            .set(|s| s.reached_at(), reached_at)
            .when(|s| s.points().lt(points))
            .complete()
    }

    /// L6: The best hundred of a season
    ///
    /// - Request: Query of the index `Ranking`, the greatest key first, 4 partitions at once
    /// - Key: `GSI1PK` = `RANKING#{game}#{season}#{shard(player_id, 4)}`
    /// - Capacity: 2 read units
    /// - Cost: $32.85 a month, at 50 a second on demand in us-east-1
    pub fn top(&self, game: &str, season: u16) -> op::FanOut<Score, dynamo_model::ReadFrom<true>> {
        let queries = (0..4).map(|shard| Score::ranked(game, season, shard));
        self.0.fan_out(queries).descending().take(100)
    }

    /// L7: Everybody with more points, for the place of a player
    ///
    /// - Request: Query of the index `Ranking`, 4 partitions at once
    /// - Key: `GSI1PK` = `RANKING#{game}#{season}#{shard(player_id, 4)}`
    /// - Sort key: `GSI1SK` = `{points}#{player_id}`, with `points` above a value
    /// - Capacity: 18.5 read units
    /// - Cost: $30.39 a month, at 5 a second on demand in us-east-1
    pub fn places_above(
        &self,
        game: &str,
        season: u16,
        points: i32,
    ) -> op::FanOut<Score, dynamo_model::ReadFrom<true>> {
        let queries = (0..4).map(|shard| {
            Score::ranked(game, season, shard).points((
                std::ops::Bound::Excluded(points),
                std::ops::Bound::Unbounded,
            ))
        });
        self.0.fan_out(queries)
    }

    /// L7: Everybody with more points, for the place of a player
    ///
    /// - Request: Query of the index `Ranking`, 4 partitions at once
    /// - Key: `GSI1PK` = `RANKING#{game}#{season}#{shard(player_id, 4)}`
    /// - Sort key: `GSI1SK` = `{points}#{player_id}`, with `points` between two values, both included
    /// - Capacity: 18.5 read units
    /// - Cost: $30.39 a month, at 5 a second on demand in us-east-1
    pub fn places_between(
        &self,
        game: &str,
        season: u16,
        points: std::ops::RangeInclusive<i32>,
    ) -> op::FanOut<Score, dynamo_model::ReadFrom<true>> {
        let queries = (0..4).map(|shard| Score::ranked(game, season, shard).points(points.clone()));
        self.0.fan_out(queries)
    }

    /// L8: The seasons of a game that a player was in, the latest first
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `PK` = `PLAYER#{player_id}`
    /// - Sort key: `SK` = `SCORE#{game}#{season}`, with `game` and `season` at least a value
    /// - Capacity: 0.5 read units
    /// - Cost: $0.82 a month, at 5 a second on demand in us-east-1
    pub fn seasons_at_least(
        &self,
        player_id: Uuid,
        game: &str,
        season: u16,
    ) -> op::Query<Score, dynamo_model::ReadFrom<false>> {
        self.0
            .query(Score::of(player_id).game(game).season(season..))
            .descending()
    }

    /// L8: The seasons of a game that a player was in, the latest first
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `PK` = `PLAYER#{player_id}`
    /// - Sort key: `SK` = `SCORE#{game}#{season}`, with `game` and `season` at most a value
    /// - Capacity: 0.5 read units
    /// - Cost: $0.82 a month, at 5 a second on demand in us-east-1
    pub fn seasons_at_most(
        &self,
        player_id: Uuid,
        game: &str,
        season: u16,
    ) -> op::Query<Score, dynamo_model::ReadFrom<false>> {
        self.0
            .query(Score::of(player_id).game(game).season(..=season))
            .descending()
    }

    /// L8: The seasons of a game that a player was in, the latest first
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `PK` = `PLAYER#{player_id}`
    /// - Sort key: `SK` = `SCORE#{game}#{season}`, with `game` and `season` between two values, both included
    /// - Capacity: 0.5 read units
    /// - Cost: $0.82 a month, at 5 a second on demand in us-east-1
    pub fn seasons_between(
        &self,
        player_id: Uuid,
        game: &str,
        season: std::ops::RangeInclusive<u16>,
    ) -> op::Query<Score, dynamo_model::ReadFrom<false>> {
        self.0
            .query(Score::of(player_id).game(game).season(season))
            .descending()
    }

    /// L9: Something to look at, such as a suspicion
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `PLAYER#{player_id}`, `SK` = `PROFILE`
    /// - Capacity: 1 write unit
    /// - Cost: $0.16 a month, at 0.1 a second on demand in us-east-1
    pub fn mark(
        &self,
        player_id: Uuid,
        flags: BTreeSet<String>,
    ) -> op::Update<Player, op::Complete> {
        self.0
            .update(Player::key(player_id))
            .insert(|p| p.flags(), flags)
            .complete()
    }

    /// L10: Changes a [`Player`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `PLAYER#{player_id}`, `SK` = `PROFILE`
    /// - Condition: `flags contains :flag`
    /// - Capacity: 1 write unit
    /// - Cost: $0.16 a month, at 0.1 a second on demand in us-east-1
    pub fn clear(
        &self,
        player_id: Uuid,
        flags: BTreeSet<String>,
        flag: &str,
    ) -> op::Update<Player, op::Complete> {
        self.0
            .update(Player::key(player_id))
            .delete(|p| p.flags(), flags)
            .when(|p| p.flags().contains(flag))
            .complete()
    }
}

/// Items to try the access patterns on: those that the spec's examples begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct LeaderboardSeeds {
    /// The seed `ada`.
    pub ada: Player,
    /// The seed `bo`.
    pub bo: Player,
    /// The seed `best`.
    pub best: Score,
    /// The seed `earlier`.
    pub earlier: Score,
    /// The seed `second`.
    pub second: Score,
}

impl LeaderboardSeeds {
    /// The items as the spec has them.
    pub fn items() -> Self {
        Self {
            ada: Player {
                player_id: Uuid::from_u128(0x00000000000000000000000000000001),
                nickname: "ada".to_owned(),
                games: 2,
                flags: BTreeSet::from(["fast".to_owned()]),
            },
            bo: Player {
                player_id: Uuid::from_u128(0x00000000000000000000000000000002),
                nickname: "bo".to_owned(),
                games: 0,
                flags: BTreeSet::new(),
            },
            best: Score {
                player_id: Uuid::from_u128(0x00000000000000000000000000000001),
                game: "chess".to_owned(),
                season: 3,
                points: 900,
                reached_at: DateTime::from_timestamp_nanos(1777665600000000000),
            },
            earlier: Score {
                player_id: Uuid::from_u128(0x00000000000000000000000000000001),
                game: "chess".to_owned(),
                season: 2,
                points: -5,
                reached_at: DateTime::from_timestamp_nanos(1769976000000000000),
            },
            second: Score {
                player_id: Uuid::from_u128(0x00000000000000000000000000000002),
                game: "chess".to_owned(),
                season: 3,
                points: 850,
                reached_at: DateTime::from_timestamp_nanos(1777752000000000000),
            },
        }
    }

    /// Creates the items in a table, one after the other, and returns them as they are stored.
    ///
    /// # Errors
    /// When one of them is there, and those of the requests.
    pub async fn store(table: &TableHandle<Leaderboard>) -> dynamo_model::Result<Self> {
        let seeds = Self::items();
        table.create(&seeds.ada).await?;
        table.create(&seeds.bo).await?;
        table.create(&seeds.best).await?;
        table.create(&seeds.earlier).await?;
        table.create(&seeds.second).await?;
        Ok(seeds)
    }
}

/// The examples of the spec, each on a table of its own. They need `dynamo-mock` and `tokio`.
#[cfg(test)]
mod examples {
    use std::collections::BTreeSet;

    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    async fn stored() -> dynamo_model::Result<(LeaderboardTable, LeaderboardSeeds)> {
        let table = LeaderboardTable::on(dynamo_mock::Mock::new(), "leaderboard");
        table.create_table().await?;
        let seeds = LeaderboardSeeds::store(&table).await?;
        Ok((table, seeds))
    }

    #[tokio::test]
    async fn a_player_is_added_once() -> Outcome {
        let (table, seeds) = stored().await?;
        let failed = table.add_player(&seeds.ada).await;
        let expected = seeds.ada.clone();
        let expected = Some(Box::new(expected));
        assert!(matches!(failed, Err(AddPlayerError::PlayerExists(found)) if found == expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_new_player() -> Outcome {
        let (table, _) = stored().await?;
        let player = Player {
            player_id: Uuid::from_u128(0x00000000000000000000000000000003),
            nickname: "cy".to_owned(),
            games: 0,
            flags: BTreeSet::new(),
        };
        table.add_player(&player).await?;
        let expected = Player {
            player_id: Uuid::from_u128(0x00000000000000000000000000000003),
            nickname: "cy".to_owned(),
            games: 0,
            flags: BTreeSet::new(),
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_page() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .player_page(Uuid::from_u128(0x00000000000000000000000000000001))
            .await?;
        let expected = PlayerPage {
            player: seeds.ada.clone(),
            scores: vec![seeds.earlier.clone(), seeds.best.clone()],
        };
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn a_page_of_nobody() -> Outcome {
        let (table, _) = stored().await?;
        let failed = table
            .player_page(Uuid::from_u128(0x00000000000000000000000000000009))
            .await;
        assert!(failed.is_err_and(|error| error.is_not_found()));
        Ok(())
    }

    #[tokio::test]
    async fn a_first_score() -> Outcome {
        let (table, seeds) = stored().await?;
        let score = Score {
            season: 4,
            points: 10,
            ..seeds.second.clone()
        };
        table.first_score(&score).await?;
        let expected = Score {
            season: 4,
            points: 10,
            ..seeds.second.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = Player {
            games: 1,
            ..seeds.bo.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_game_more() -> Outcome {
        let (table, seeds) = stored().await?;
        table
            .count_game(Uuid::from_u128(0x00000000000000000000000000000001))
            .await?;
        let expected = Player {
            games: 3,
            ..seeds.ada.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_better_score() -> Outcome {
        let (table, seeds) = stored().await?;
        let reached_at = DateTime::from_timestamp_nanos(1777838400000000000);
        let found = table
            .improve(
                Uuid::from_u128(0x00000000000000000000000000000002),
                "chess",
                3,
                950,
                reached_at,
            )
            .await?;
        let expected = Score {
            points: 950,
            reached_at: DateTime::from_timestamp_nanos(1777838400000000000),
            ..seeds.second.clone()
        };
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn not_a_better_score() -> Outcome {
        let (table, seeds) = stored().await?;
        let reached_at = DateTime::from_timestamp_nanos(1777838400000000000);
        let failed = table
            .improve(
                Uuid::from_u128(0x00000000000000000000000000000002),
                "chess",
                3,
                850,
                reached_at,
            )
            .await;
        let expected = seeds.second.clone();
        let expected = Some(Box::new(expected));
        assert!(matches!(failed, Err(ImproveError::NotBetter(found)) if found == expected));
        Ok(())
    }

    #[tokio::test]
    async fn the_best() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.top("chess", 3).await?;
        let expected = [seeds.best.clone(), seeds.second.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn who_has_more() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.places_above("chess", 3, 850).await?;
        let expected = [seeds.best.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn who_is_between() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.places_between("chess", 3, 0..=899).await?;
        let expected = [seeds.second.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn later_seasons() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .seasons_at_least(
                Uuid::from_u128(0x00000000000000000000000000000001),
                "chess",
                2,
            )
            .await?
            .items;
        let expected = [seeds.best.clone(), seeds.earlier.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn earlier_seasons() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .seasons_at_most(
                Uuid::from_u128(0x00000000000000000000000000000001),
                "chess",
                2,
            )
            .await?
            .items;
        let expected = [seeds.earlier.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn some_seasons() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .seasons_between(
                Uuid::from_u128(0x00000000000000000000000000000001),
                "chess",
                3..=9,
            )
            .await?
            .items;
        let expected = [seeds.best.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn marked() -> Outcome {
        let (table, seeds) = stored().await?;
        table
            .mark(
                Uuid::from_u128(0x00000000000000000000000000000002),
                BTreeSet::from(["odd".to_owned()]),
            )
            .await?;
        let expected = Player {
            flags: BTreeSet::from(["odd".to_owned()]),
            ..seeds.bo.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn cleared() -> Outcome {
        let (table, seeds) = stored().await?;
        table
            .clear(
                Uuid::from_u128(0x00000000000000000000000000000001),
                BTreeSet::from(["fast".to_owned()]),
                "fast",
            )
            .await?;
        let expected = Player {
            flags: BTreeSet::new(),
            ..seeds.ada.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }
}
