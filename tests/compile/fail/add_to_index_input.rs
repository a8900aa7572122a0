//! A sum is known to DynamoDB only, so an index key cannot be composed from it.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(entities(Player))]
struct Game;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Game)]
#[dynamo(key(pk = "PLAYER#{player}", sk = "PROFILE"))]
#[dynamo(index(by_score, on = Gsi1, pk = "BOARD", sk = "{score}#{player}"))]
struct Player {
    player: String,
    score: u64,
}

async fn win(game: dynamo_model::TableHandle<Game>, key: PlayerKey) -> dynamo_model::Result<()> {
    game.update(key).add(|p| p.score(), 1u64).await?;
    Ok(())
}

fn main() {}
