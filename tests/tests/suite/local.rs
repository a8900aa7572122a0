use dynamo_model::api::DescribeTableInput;
use dynamo_model::{BackendError, IntoBackend};
use dynamo_tests::DynamoDbLocal;

#[test]
fn a_dropped_server_is_gone() {
    let Some(server) = DynamoDbLocal::start() else { return };
    let backend = server.client().into_backend();
    let describe = || backend.call(DescribeTableInput { table_name: "absent".into() }.into());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let answered = describe().await;
        assert!(matches!(answered, Err(BackendError::Service { .. })), "{answered:?}");
        drop(server);
        let silent = describe().await;
        assert!(matches!(silent, Err(BackendError::Transport(_))), "{silent:?}");
    });
}
