use serde_json::{Value, json};

use super::{Canned, item, number, run};
use crate::api::{
    Action, DescribeStreamInput, ErrorCode, GetRecordsInput, GetShardIteratorInput, Identity,
    KeySchemaElement, KeyType, ListStreamsInput, OperationType, Request, SequenceNumberRange, Shard,
    ShardIteratorType, Stream, StreamStatus, StreamViewType,
};
use crate::aws::AwsBackend;
use crate::{AttributeValue, Backend, BackendError};

fn backend(canned: &Canned) -> AwsBackend {
    use aws_sdk_dynamodbstreams::config::retry::RetryConfig;
    use aws_sdk_dynamodbstreams::config::{BehaviorVersion, Config, Credentials, Region};
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("key", "secret", None, None, "test"))
        .retry_config(RetryConfig::disabled())
        .http_client(canned.clone());
    let streams = aws_sdk_dynamodbstreams::Client::from_conf(config.build());
    AwsBackend::new(canned.client()).with_streams(streams)
}

fn exchange<A: Action>(input: A, sent: Value, answer: Value) -> A::Output {
    let canned = Canned::new(Some((200, answer.to_string())));
    let request: Request = input.into();
    let action = request.action();
    let response = run(backend(&canned).call(request)).unwrap();
    let seen = canned.seen.lock().unwrap().pop().unwrap();
    assert_eq!(seen.target, format!("DynamoDBStreams_20120810.{action}"));
    assert_eq!(seen.body, sent);
    A::output(response).unwrap()
}

#[test]
fn streams_are_listed_and_described() {
    let input = ListStreamsInput {
        table_name: Some("t".to_owned()),
        limit: Some(3),
        exclusive_start_stream_arn: Some("arn:0".to_owned()),
    };
    let sent = json!({"TableName": "t", "Limit": 3, "ExclusiveStartStreamArn": "arn:0"});
    let answer = json!({
        "Streams": [{"StreamArn": "arn:1", "TableName": "t", "StreamLabel": "now"}],
        "LastEvaluatedStreamArn": "arn:1",
    });
    let output = exchange(input, sent, answer);
    let stream =
        Stream { stream_arn: "arn:1".to_owned(), table_name: "t".to_owned(), stream_label: "now".to_owned() };
    assert_eq!((output.streams, output.last_evaluated_stream_arn.as_deref()), (vec![stream], Some("arn:1")));

    let input = DescribeStreamInput {
        stream_arn: "arn:1".to_owned(),
        limit: Some(1),
        exclusive_start_shard_id: Some("shardId-00000000000000000000-00000000".to_owned()),
    };
    let sent = json!({
        "StreamArn": "arn:1", "Limit": 1, "ExclusiveStartShardId": "shardId-00000000000000000000-00000000",
    });
    let answer = json!({"StreamDescription": {
        "StreamArn": "arn:1", "StreamLabel": "now", "StreamStatus": "DISABLED", "StreamViewType": "OLD_IMAGE",
        "CreationRequestDateTime": 1_700_000_000.25, "TableName": "t",
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "Shards": [{
            "ShardId": "s2", "ParentShardId": "s1",
            "SequenceNumberRange": {"StartingSequenceNumber": "1", "EndingSequenceNumber": "2"},
        }],
        "LastEvaluatedShardId": "s2",
    }});
    let stream = exchange(input, sent, answer).stream_description;
    assert_eq!(stream.stream_status, StreamStatus::Disabled);
    assert_eq!(stream.stream_view_type, StreamViewType::OldImage);
    assert_eq!(stream.creation_request_date_time, Some(1_700_000_000.25));
    let key = KeySchemaElement { attribute_name: "pk".to_owned(), key_type: KeyType::Hash };
    assert_eq!((stream.table_name.as_str(), stream.key_schema), ("t", vec![key]));
    let shard = Shard {
        shard_id: "s2".to_owned(),
        sequence_number_range: SequenceNumberRange {
            starting_sequence_number: Some("1".to_owned()),
            ending_sequence_number: Some("2".to_owned()),
        },
        parent_shard_id: Some("s1".to_owned()),
    };
    assert_eq!((stream.shards, stream.last_evaluated_shard_id.as_deref()), (vec![shard], Some("s2")));
}

#[test]
fn records_are_read() {
    let kinds = [
        (ShardIteratorType::TrimHorizon, "TRIM_HORIZON"),
        (ShardIteratorType::Latest, "LATEST"),
        (ShardIteratorType::AtSequenceNumber, "AT_SEQUENCE_NUMBER"),
        (ShardIteratorType::AfterSequenceNumber, "AFTER_SEQUENCE_NUMBER"),
    ];
    for (shard_iterator_type, spelled) in kinds {
        let input = GetShardIteratorInput {
            stream_arn: "arn:1".to_owned(),
            shard_id: "s1".to_owned(),
            shard_iterator_type,
            sequence_number: Some("7".to_owned()),
        };
        let sent = json!({"StreamArn": "arn:1", "ShardId": "s1", "ShardIteratorType": spelled, "SequenceNumber": "7"});
        let output = exchange(input, sent, json!({"ShardIterator": "it"}));
        assert_eq!(output.shard_iterator.as_deref(), Some("it"));
    }

    let input = GetRecordsInput { shard_iterator: "it".to_owned(), limit: Some(5) };
    let image = json!({
        "pk": {"S": "a"}, "n": {"N": "1.5"}, "b": {"B": "AP8="}, "t": {"BOOL": true}, "z": {"NULL": true},
        "l": {"L": [{"M": {"m": {"SS": ["x"]}}}]}, "ns": {"NS": ["1"]}, "bs": {"BS": ["AQ=="]},
    });
    let answer = json!({
        "Records": [{
            "eventID": "id", "eventName": "REMOVE", "eventVersion": "1.1", "eventSource": "aws:dynamodb",
            "awsRegion": "us-east-1", "userIdentity": {"PrincipalId": "dynamodb.amazonaws.com", "Type": "Service"},
            "dynamodb": {
                "ApproximateCreationDateTime": 1_700_000_000.0, "Keys": {"pk": {"S": "a"}}, "OldImage": image,
                "SequenceNumber": "100000000000000000001", "SizeBytes": 26, "StreamViewType": "NEW_AND_OLD_IMAGES",
            },
        }],
        "NextShardIterator": "next",
    });
    let output = exchange(input, json!({"ShardIterator": "it", "Limit": 5}), answer);
    assert_eq!(output.next_shard_iterator.as_deref(), Some("next"));
    let record = &output.records[0];
    assert_eq!((record.event_id.as_str(), record.event_name), ("id", OperationType::Remove));
    let service = Identity {
        principal_id: Some("dynamodb.amazonaws.com".to_owned()),
        kind: Some("Service".to_owned()),
    };
    assert_eq!(record.user_identity, Some(service));
    let written = &record.dynamodb;
    assert_eq!((written.size_bytes, written.sequence_number.as_str()), (26, "100000000000000000001"));
    assert_eq!(written.approximate_creation_date_time, Some(1_700_000_000.0));
    assert_eq!((&written.keys, &written.new_image), (&item([("pk", "a".into())]), &None));
    let set = AttributeValue::Ss(["x".to_owned()].into());
    let old = item([
        ("pk", "a".into()),
        ("n", number("1.5")),
        ("b", AttributeValue::B(vec![0, 255])),
        ("t", true.into()),
        ("z", AttributeValue::Null),
        ("l", AttributeValue::L(vec![item([("m", set)]).into()])),
        ("ns", AttributeValue::Ns(["1".parse().unwrap()].into())),
        ("bs", AttributeValue::Bs([vec![1]].into())),
    ]);
    assert_eq!(written.old_image, Some(old));
}

#[test]
fn errors_of_streams_have_their_codes() {
    let get = || GetRecordsInput { shard_iterator: "it".to_owned(), limit: None };
    for (name, code) in [
        ("ExpiredIteratorException", ErrorCode::ExpiredIterator),
        ("TrimmedDataAccessException", ErrorCode::TrimmedDataAccess),
        ("ResourceNotFoundException", ErrorCode::ResourceNotFound),
    ] {
        let body = json!({"__type": format!("com.amazonaws.dynamodb.v20120810#{name}"), "message": "why"});
        let canned = Canned::new(Some((400, body.to_string())));
        let error = run(backend(&canned).call(get().into())).unwrap_err();
        let BackendError::Service { error, source: Some(_) } = error else { panic!("{error:?}") };
        assert_eq!((error.code, error.message.as_str()), (code, "why"));
        assert_eq!(error.request_id.as_deref(), Some("request-1"));
    }
    let silent = Canned::new(None);
    let error = run(backend(&silent).call(get().into())).unwrap_err();
    assert!(matches!(error, BackendError::Transport(_)));
}

#[test]
fn without_a_client_for_streams_nothing_is_sent() {
    let canned = Canned::new(Some((200, "{}".to_owned())));
    let get = GetRecordsInput { shard_iterator: "it".to_owned(), limit: None };
    let error = run(AwsBackend::new(canned.client()).call(get.into())).unwrap_err().to_string();
    assert!(error.contains("`AwsBackend::with_streams`"), "{error}");
    assert!(canned.seen.lock().unwrap().is_empty());
}
