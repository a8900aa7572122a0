use dynamo_mock::Mock;
use dynamo_model::prelude::EpochSeconds;
use dynamo_model::{AttributeValue, Backend};

use super::uuid;
use crate::generated::sessions::{Session, SessionsTable};

#[tokio::test]
async fn a_session_starts_is_extended_and_ends() {
    let mock = Mock::new();
    let started = mock.now().into();
    let sessions = SessionsTable::on(mock, "sessions");
    sessions.create_table().await.unwrap();
    let session = Session {
        token_hash: "5feceb".to_owned(),
        user_id: uuid(7),
        created_at: started,
        expires_at: EpochSeconds(2_000),
        data: AttributeValue::from("dark"),
    };
    sessions.start(&session).await.unwrap();
    assert!(sessions.start(&session).await.unwrap_err().is_already_exists());
    assert_eq!(sessions.find("5feceb").await.unwrap(), Some(session.clone()));
    assert_eq!(sessions.find("6b86b2").await.unwrap(), None);
    assert_eq!(sessions.user_of("5feceb").await.unwrap().map(|found| found.user_id), Some(uuid(7)));
    let keys = ["6b86b2", "5feceb"].map(Session::key).to_vec();
    assert_eq!(sessions.find_many(keys).await.unwrap(), [None, Some(session.clone())]);
    sessions.extend("5feceb", EpochSeconds(3_000), EpochSeconds(1_999)).await.unwrap();
    let late = sessions.extend("5feceb", EpochSeconds(4_000), EpochSeconds(3_000)).await.unwrap_err();
    assert!(late.is_condition_failed());
    let ended = sessions.end("5feceb").await.unwrap();
    assert_eq!(ended, Some(Session { expires_at: EpochSeconds(3_000), ..session }));
    assert_eq!(sessions.end("5feceb").await.unwrap(), None);
}
