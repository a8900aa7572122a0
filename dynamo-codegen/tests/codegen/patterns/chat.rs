use dynamo_mock::Mock;

use super::ulid;
use crate::generated::chat::{Chat, ChatTable, Content, JoinError, Message, Room};

fn message(number: u128, author: &str, content: Content) -> Message {
    let (room, author) = ("rust".to_owned(), author.to_owned());
    Message { room, message_id: ulid(number), author, content, reactions: None }
}

#[tokio::test]
async fn a_room_takes_members_until_it_is_full() {
    let chat = ChatTable::from(Chat::on(Mock::new(), "chat").create_table().await.unwrap());
    let room = Room { room: "rust".to_owned(), topic: "the language".to_owned(), members: 4_998 };
    chat.put(&room).await.unwrap();
    chat.join("rust").await.unwrap();
    chat.join("rust").await.unwrap();
    let Err(JoinError::RoomFull(Some(full))) = chat.join("rust").await else { panic!("a full room") };
    assert_eq!(*full, Room { members: 5_000, ..room });
    assert_eq!(chat.get_room("rust").await.unwrap().as_ref(), Some(&*full));
    let Err(JoinError::Other(error)) = chat.join("go").await else { panic!("no such room") };
    assert!(error.is_not_found());
    assert_eq!(JoinError::RoomFull(None).to_string(), "room full");
}

#[tokio::test]
async fn messages_are_read_backwards_and_by_author() {
    let chat = ChatTable::on(Mock::new(), "chat");
    chat.create_table().await.unwrap();
    let picture = Content::Image { url: "cat.png".to_owned(), width: 640, height: 480 };
    let said = [
        message(1, "ada", Content::Text { body: "hello".to_owned() }),
        message(2, "bo", picture),
        message(3, "ada", Content::Text { body: "nice cat".to_owned() }),
    ];
    for message in &said {
        chat.send(message).await.unwrap();
    }
    assert!(chat.send(&said[0]).await.unwrap_err().is_already_exists());
    let before = chat.history_below("rust", ulid(3)).await.unwrap();
    assert_eq!(before.items, [said[1].clone(), said[0].clone()]);
    let after = chat.history_above("rust", ulid(1)).await.unwrap();
    assert_eq!(after.items, [said[2].clone(), said[1].clone()]);
    let of_ada = chat.messages_of("rust", "ada").await.unwrap();
    assert_eq!(of_ada.items, [said[0].clone(), said[2].clone()]);
}

#[tokio::test]
async fn messages_are_imported_and_deleted_in_batches() {
    let chat = ChatTable::on(Mock::new(), "chat");
    chat.create_table().await.unwrap();
    let room = Room { room: "rust".to_owned(), topic: String::new(), members: 0 };
    chat.put(&room).await.unwrap();
    let said: Vec<Message> =
        (1..=40).map(|number| message(number, "ada", Content::Text { body: number.to_string() })).collect();
    assert!(chat.import(&said, Vec::new()).await.unwrap().requests >= 2);
    let old = said[..30].iter().map(Message::primary_key).collect();
    chat.import(&[], old).await.unwrap();
    let keys = vec![Message::key("rust", ulid(1)), Message::key("rust", ulid(31))];
    let (rooms, messages) = chat.rooms_and_messages(vec![Room::key("rust")], keys).await.unwrap();
    assert_eq!(rooms, [Some(room)]);
    assert_eq!(messages, [None, Some(said[30].clone())]);
}
