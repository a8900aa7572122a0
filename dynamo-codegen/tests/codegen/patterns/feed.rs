use dynamo_mock::Mock;

use super::{at, ulid};
use crate::generated::feed::{FeedTable, Follow, HideError, JoinError, Like, Post, Profile};

async fn open(handles: &[&str]) -> FeedTable {
    let feed = FeedTable::on(Mock::new(), "feed");
    feed.create_table().await.unwrap();
    for handle in handles {
        feed.join(&profile(handle)).await.unwrap();
    }
    feed
}

fn profile(handle: &str) -> Profile {
    Profile {
        handle: handle.to_owned(),
        name: handle.to_uppercase(),
        about: None,
        followers: 0,
        following: 0,
        pinned: None,
    }
}

fn post(number: u128, topic: Option<&str>) -> Post {
    Post {
        author: "ada".to_owned(),
        post_id: ulid(number),
        topic: topic.map(str::to_owned),
        text: format!("post {number}"),
        likes: 0,
        hidden: false,
    }
}

fn follow(follower: &str, followee: &str, since: i64) -> Follow {
    Follow { follower: follower.to_owned(), followee: followee.to_owned(), since: at(since) }
}

fn numbers(posts: impl IntoIterator<Item = Post>) -> Vec<u128> {
    posts.into_iter().map(|post| post.post_id.into()).collect()
}

#[tokio::test]
async fn a_profile_is_made_once_and_described() {
    let feed = open(&["ada"]).await;
    assert!(matches!(feed.join(&profile("ada")).await, Err(JoinError::HandleTaken)));
    let described = feed.describe("ada", "Ada", Some("first")).await.unwrap();
    assert_eq!((described.name.as_str(), described.about.as_deref()), ("Ada", Some("first")));
    assert_eq!(feed.describe("ada", "Ada", None).await.unwrap().about, None);
    feed.first_pin("ada", vec![ulid(3)]).await.unwrap();
    feed.first_pin("ada", vec![ulid(9)]).await.unwrap();
    feed.pin("ada", vec![ulid(5), ulid(4)]).await.unwrap();
    let pinned = feed.get_profile("ada").await.unwrap().unwrap().pinned;
    assert_eq!(pinned, Some(vec![ulid(5), ulid(4), ulid(3)]));
}

#[tokio::test]
async fn posts_are_read_backwards_and_by_topic() {
    let feed = open(&[]).await;
    for number in 1..=4 {
        feed.publish(&post(number, (number > 1).then_some("news"))).await.unwrap();
    }
    assert_eq!(numbers(feed.posts("ada").await.unwrap()), [4, 3, 2, 1]);
    assert_eq!(numbers(feed.older_posts_below("ada", ulid(3)).await.unwrap()), [2, 1]);
    assert_eq!(numbers(feed.topic("news").await.unwrap()), [4, 3, 2]);
    assert!(matches!(feed.hide("ada", ulid(4)).await, Err(HideError::Official)));
    feed.hide("ada", ulid(1)).await.unwrap();
    assert_eq!(numbers(feed.posts("ada").await.unwrap()), [4, 3, 2]);
    assert_eq!(numbers(feed.older_posts_below("ada", ulid(3)).await.unwrap()), [2]);
    feed.move_to_topic("ada", ulid(3), None).await.unwrap();
    feed.move_to_topic("ada", ulid(1), Some("news")).await.unwrap();
    assert_eq!(numbers(feed.topic("news").await.unwrap()), [4, 2, 1]);
}

#[tokio::test]
async fn following_counts_on_both_sides_or_not_at_all() {
    let feed = open(&["ada", "bo", "cy"]).await;
    for (follower, since) in [("bo", 2), ("cy", 1)] {
        feed.follow(&follow(follower, "ada", since)).await.unwrap();
    }
    assert!(feed.follow(&follow("bo", "ada", 3)).await.unwrap_err().is_transaction_canceled());
    assert!(feed.follow(&follow("bo", "nobody", 3)).await.unwrap_err().is_transaction_canceled());
    let counts = async |handle| {
        let profile = feed.get_profile(handle).await.unwrap().unwrap();
        (profile.followers, profile.following)
    };
    assert_eq!((counts("ada").await, counts("bo").await), ((2, 0), (0, 1)));
    let since = feed.followers_since("ada", at(1)).await.unwrap();
    assert_eq!(since.items, [follow("cy", "ada", 1), follow("bo", "ada", 2)]);
    assert_eq!(feed.followers_before("ada", at(2)).await.unwrap().items, [follow("cy", "ada", 1)]);
    assert_eq!(feed.follows_begins_with("bo", "a").await.unwrap().items, [follow("bo", "ada", 2)]);
    assert!(feed.follows_begins_with("bo", "b").await.unwrap().items.is_empty());

    feed.unfollow("bo", "ada").await.unwrap();
    assert!(feed.unfollow("bo", "ada").await.unwrap_err().is_transaction_canceled());
    assert_eq!((counts("ada").await, counts("bo").await), ((1, 0), (0, 0)));
    feed.count_followers("cy").await.unwrap();
    feed.uncount_followers("cy").await.unwrap();
    assert!(feed.uncount_followers("cy").await.unwrap_err().is_condition_failed());
    feed.count_following("cy").await.unwrap();
    feed.uncount_following("cy").await.unwrap();
    assert_eq!(counts("cy").await, (0, 1));
}

#[tokio::test]
async fn a_like_is_counted_once() {
    let feed = open(&["ada"]).await;
    feed.publish(&post(1, None)).await.unwrap();
    let like = Like { author: "ada".to_owned(), post_id: ulid(1), handle: "bo".to_owned(), at: at(0) };
    feed.like(&like).await.unwrap();
    assert!(feed.like(&like).await.unwrap_err().is_transaction_canceled());
    assert_eq!(feed.likes("ada", ulid(1)).await.unwrap().items, [like]);
    feed.count_like("ada", ulid(1)).await.unwrap();
    assert_eq!(feed.posts("ada").await.unwrap().items[0].likes, 2);
}
