use dynamo_model::api::{ErrorCode, ListTablesInput};
use dynamo_tests::for_each_backend;

use crate::shop::{create, shop};

#[test]
fn tables_are_listed_page_by_page() {
    for_each_backend(async |case| {
        let mut created = Vec::new();
        for _ in 0..3 {
            created.push(create(case, shop(case.table_name())).await.as_ref().to_owned());
        }
        // Other cases have tables in the same service: the names just before these are where the page begins.
        let before = created[0].trim_end_matches('0').to_owned();
        let page = async |start: &str, limit| {
            let input =
                ListTablesInput { exclusive_start_table_name: Some(start.to_owned()), limit: Some(limit) };
            case.answer(input).await
        };
        let first = page(&before, 2).await;
        assert_eq!(first.table_names, created[..2]);
        assert_eq!(first.last_evaluated_table_name.as_ref(), Some(&created[1]));
        assert_eq!(page(&created[1], 1).await.table_names, created[2..]);
    });
}

#[test]
fn a_page_has_1_to_100_names() {
    for_each_backend(async |case| {
        for limit in [0, 101] {
            let input = ListTablesInput { limit: Some(limit), ..ListTablesInput::default() };
            assert_eq!(case.refusal(input).await.code, ErrorCode::Validation);
        }
        let input = ListTablesInput { exclusive_start_table_name: Some("a".to_owned()), limit: None };
        assert_eq!(case.refusal(input).await.code, ErrorCode::Validation);
    });
}
