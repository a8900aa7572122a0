use std::collections::BTreeSet;

use dynamo_mock::Mock;

use super::{at, uuid};
use crate::generated::leaderboard::{AddPlayerError, ImproveError, LeaderboardTable, Player, Score};

async fn open() -> LeaderboardTable {
    let board = LeaderboardTable::on(Mock::new(), "leaderboard");
    board.create_table().await.unwrap();
    board
}

fn player(number: u128) -> Player {
    Player { player_id: uuid(number), nickname: format!("p{number}"), games: 0, flags: BTreeSet::new() }
}

fn score(player: u128, season: u16, points: i32) -> Score {
    Score { player_id: uuid(player), game: "chess".to_owned(), season, points, reached_at: at(0) }
}

fn texts(all: &[&str]) -> BTreeSet<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test]
async fn the_best_come_first_out_of_all_shards() {
    let board = open().await;
    let points = [15, -3, 200, 7, 7, 120, 64, 0];
    for (number, points) in (1..).zip(points) {
        board.add_player(&player(number)).await.unwrap();
        board.first_score(&score(number, 4, points)).await.unwrap();
    }
    let all = board.top("chess", 4).await.unwrap();
    let ranking: Vec<i32> = all.iter().map(|score| score.points).collect();
    assert_eq!(ranking, [200, 120, 64, 15, 7, 7, 0, -3]);
    assert!(board.top("chess", 5).await.unwrap().is_empty());
    assert_eq!(board.places_above("chess", 4, 15).await.unwrap().len(), 3);
    let middle = board.places_between("chess", 4, 0..=15).await.unwrap();
    assert_eq!(middle.iter().map(|score| score.points).collect::<Vec<_>>(), [0, 7, 7, 15]);
    // A game more was counted for each.
    assert_eq!(board.player_page(uuid(3)).await.unwrap().player.games, 1);
}

#[tokio::test]
async fn a_score_only_gets_better_and_moves_up_the_ranking() {
    let board = open().await;
    board.add_player(&player(1)).await.unwrap();
    board.first_score(&score(1, 4, 10)).await.unwrap();
    let better = board.improve(uuid(1), "chess", 4, 30, at(60)).await.unwrap();
    assert_eq!((better.points, better.reached_at), (30, at(60)));
    let Err(ImproveError::NotBetter(Some(kept))) = board.improve(uuid(1), "chess", 4, 30, at(90)).await
    else {
        panic!("as good as before")
    };
    assert_eq!(*kept, better);
    assert_eq!(board.top("chess", 4).await.unwrap(), [better]);
    assert!(matches!(board.improve(uuid(2), "chess", 4, 1, at(0)).await, Err(ImproveError::Other(_))));
}

#[tokio::test]
async fn a_player_has_scores_by_season_and_flags() {
    let board = open().await;
    board.add_player(&player(1)).await.unwrap();
    let again = Player { nickname: "thief".to_owned(), ..player(1) };
    let Err(AddPlayerError::PlayerExists(Some(there))) = board.add_player(&again).await else {
        panic!("the player exists")
    };
    assert_eq!(*there, player(1));
    let scores = [2, 10, 300].map(|season| score(1, season, i32::from(season)));
    for score in &scores {
        board.first_score(score).await.unwrap();
    }
    board.count_game(uuid(1)).await.unwrap();
    let page = board.player_page(uuid(1)).await.unwrap();
    assert_eq!((page.player.games, page.scores.as_slice()), (4, scores.as_slice()));
    assert!(board.player_page(uuid(2)).await.unwrap_err().is_not_found());
    let latest_first =
        |range: std::ops::Range<usize>| -> Vec<Score> { scores[range].iter().rev().cloned().collect() };
    let id = uuid(1);
    assert_eq!(board.seasons_at_least(id, "chess", 10).await.unwrap().items, latest_first(1..3));
    assert_eq!(board.seasons_at_most(id, "chess", 10).await.unwrap().items, latest_first(0..2));
    assert_eq!(board.seasons_between(id, "chess", 3..=299).await.unwrap().items, latest_first(1..2));

    board.mark(id, texts(&["fast", "new"])).await.unwrap();
    board.clear(id, texts(&["new"]), "fast").await.unwrap();
    assert_eq!(board.player_page(id).await.unwrap().player.flags, texts(&["fast"]));
    assert!(board.clear(id, texts(&["fast"]), "new").await.unwrap_err().is_condition_failed());
}
