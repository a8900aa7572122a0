use dynamo_tests::DynamoDbLocal;

#[test]
fn a_dropped_server_is_gone() {
    let Some(server) = DynamoDbLocal::start() else { return };
    let client = server.client();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        assert!(client.list_tables().send().await.is_ok());
        drop(server);
        let error = client.list_tables().send().await.unwrap_err();
        assert!(error.as_service_error().is_none(), "still answers");
    });
}
