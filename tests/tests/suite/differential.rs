//! Random requests on the engine and on DynamoDB Local, side by side.
//!
//! `DIFFERENTIAL_OPERATIONS` says how many, `DIFFERENTIAL_SEED` from which seed.

use dynamo_differential::{Abilities, DYNAMODB_LOCAL, EngineRespondent, HttpRespondent, Run, Sides};
use dynamo_tests::DynamoDbLocal;

/// A number of the environment.
fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

#[test]
fn dynamodb_local_answers_the_same() {
    let Some(server) = DynamoDbLocal::shared() else { return };
    let run = Run {
        seed: setting("DIFFERENTIAL_SEED", 1),
        operations: usize::try_from(setting("DIFFERENTIAL_OPERATIONS", 3_000)).unwrap(),
        differences: 1,
        abilities: Abilities {
            multi_attribute_keys: false,
            local_fetch: true,
            not_contains: true,
            all_views: true,
        },
        knowledge: DYNAMODB_LOCAL,
    };
    let mut oracle = HttpRespondent::new(server.address(), "diff.");
    let report = run.start(&mut Sides { engine: &mut EngineRespondent::default(), oracle: &mut oracle });
    eprintln!("seed {}: {}", run.seed, report.summary());
    assert!(report.found.is_empty(), "seed {}: {}", run.seed, report.summary());
}
