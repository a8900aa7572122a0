//! Attributes that are computed from others: whatever writes an item, they are those of a fresh put.

use std::collections::BTreeSet;

use dynamo_mock::{Mock, Recorder};
use dynamo_model::prelude::*;
use dynamo_model::{AttributeValue, Item, TableHandle, api};
use dynamo_tests::{Case, for_each_backend};
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", version = "_v", entities(Article, Sale, Person, Account, AccountEmail))]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(gsi(Gsi2, pk = "gsi2pk": S, sk = "gsi2sk": S))]
#[dynamo(gsi(ByRank, pk = "rank": N))]
struct Library;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Library, key(pk = "SHELF#{shelf}", sk = "ARTICLE#{id}"))]
#[dynamo(index(by_label, on = Gsi1, pk = "LABEL#{label}", sk = "{state}#{id}"))]
#[dynamo(index(by_start, on = Gsi2, pk = "SHELF#{shelf}", sk = "{first}#{id}", when = "grade != short"))]
#[dynamo(index(by_rank, on = ByRank, pk = rank))]
struct Article {
    shelf: String,
    id: u32,
    title: String,
    #[dynamo(rename = "a")]
    author: Option<String>,
    tags: BTreeSet<String>,
    lines: Vec<u32>,
    words: u32,
    #[dynamo(default = 1)]
    weight: u32,
    state: u8,
    votes: u32,
    #[dynamo(computed(label, from(shelf, title, author)))]
    label: String,
    #[dynamo(computed(Self::rank_of, from(words, tags, weight)))]
    rank: u64,
    #[dynamo(rename = "f", computed(first, from(lines)))]
    first: Option<u32>,
    #[dynamo(computed(grade, from(words)))]
    grade: Grade,
}

#[derive(Debug, Clone, Copy, PartialEq, DynamoAttribute)]
enum Grade {
    Short,
    Long,
}

fn label(shelf: &str, title: &str, author: &Option<String>) -> String {
    format!("{shelf}/{title}/{}", author.as_deref().unwrap_or("nobody"))
}

fn first(lines: &[u32]) -> Option<u32> {
    lines.first().copied()
}

fn grade(words: &u32) -> Grade {
    if *words < 10 { Grade::Short } else { Grade::Long }
}

impl Article {
    fn rank_of(words: &u32, tags: &BTreeSet<String>, weight: &u32) -> u64 {
        u64::from(*words) * 100 * u64::from(*weight) + u64::try_from(tags.len()).unwrap_or(0)
    }
}

/// With a lock, made by a draft.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Library, key(pk = "SALE#{id}", sk = "SALE"), draft)]
struct Sale {
    #[dynamo(generate)]
    id: String,
    price: u32,
    tax: u32,
    #[dynamo(computed(total, from(price, tax)), range(..=1000))]
    total: u32,
    #[dynamo(lock)]
    revision: u64,
}

fn total(price: &u32, tax: &u32) -> u32 {
    price + tax
}

/// Computed since its second version, under the name that something else had in the first.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Library, key(pk = "PERSON#{id}", sk = "PERSON"), version = 2, upgrade_from = PersonV1)]
struct Person {
    id: u32,
    first: String,
    last: String,
    #[dynamo(computed(full_name, from(first, last)))]
    name: String,
}

fn full_name(first: &str, last: &str) -> String {
    format!("{last}, {first}")
}

#[derive(DynamoAttribute)]
#[dynamo(version = 1)]
struct PersonV1 {
    id: u32,
    name: String,
}

impl From<PersonV1> for Person {
    fn from(old: PersonV1) -> Self {
        let (first, last) = old.name.split_once(' ').unwrap_or((&old.name, ""));
        // What is said of the name here is not looked at.
        Self { id: old.id, first: first.to_owned(), last: last.to_owned(), name: String::new() }
    }
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Library, key(pk = "ACCOUNT#{id}", sk = "ACCOUNT"))]
#[dynamo(index(by_domain, on = Gsi1, pk = "DOMAIN#{domain}", sk = "{id}"))]
struct Account {
    id: u32,
    #[dynamo(unique)]
    email: String,
    #[dynamo(computed(domain, from(email)))]
    domain: String,
}

fn domain(email: &str) -> String {
    email.rsplit('@').next().unwrap_or_default().to_owned()
}

#[derive(Debug, PartialEq, DynamoProjection)]
#[dynamo(of = Article)]
struct Short {
    label: String,
    rank: u64,
}

/// What the fields of computed attributes hold is nothing to anybody.
fn article(id: u32) -> Article {
    Article {
        shelf: "a".to_owned(),
        id,
        title: "t".to_owned(),
        author: Some("ada".to_owned()),
        tags: ["x".to_owned()].into(),
        lines: vec![7, 8],
        words: 20,
        weight: 1,
        state: 3,
        votes: 0,
        label: "wrong".to_owned(),
        rank: 99,
        first: None,
        grade: Grade::Short,
    }
}

async fn library(case: &Case) -> TableHandle<Library> {
    Library::on(case.backend().clone(), case.table_name()).create_table().await.unwrap()
}

async fn stored(case: &Case, table: &TableHandle<Library>, article: &Article) -> Item {
    let key = EntityKey::to_item(&article.primary_key()).unwrap();
    let get = api::GetItemInput { table_name: table.name().into(), key, ..Default::default() };
    case.answer(get).await.item.unwrap().into_item()
}

#[derive(Debug, Clone)]
enum Change {
    Title(String),
    TitleAndAuthor(String, Option<String>),
    AuthorOfLoaded(Option<String>),
    Words(u32),
    AddWords(u32),
    Tags(BTreeSet<String>),
    InsertTag(String),
    DeleteTag(String),
    Lines(Vec<u32>),
    Append(u32),
    PrependOrCreate(u32),
    State(u8),
    StateOfLoaded(u8),
    StateRefetched(u8),
    Vote,
    Put(u32, Vec<u32>),
    Upsert(Option<String>, BTreeSet<String>),
    With(String, u32, Vec<u32>),
    Transact(String),
    Move(String),
}

fn name() -> impl Strategy<Value = String> {
    "[a#$ é]{1,3}"
}

fn names() -> impl Strategy<Value = BTreeSet<String>> {
    proptest::collection::btree_set("[xyz]", 0..3)
}

fn lines() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(0_u32..5, 0..3)
}

fn change() -> impl Strategy<Value = Change> {
    let maybe = || proptest::option::of(name());
    let of_texts = prop_oneof![
        name().prop_map(Change::Title),
        (name(), maybe()).prop_map(|(title, author)| Change::TitleAndAuthor(title, author)),
        maybe().prop_map(Change::AuthorOfLoaded),
        (maybe(), names()).prop_map(|(author, tags)| Change::Upsert(author, tags)),
        (name(), 0..30_u32, lines()).prop_map(|(title, words, lines)| Change::With(title, words, lines)),
        name().prop_map(Change::Transact),
        "[ab]{1,2}".prop_map(Change::Move),
    ];
    let of_numbers = prop_oneof![
        (0..30_u32).prop_map(Change::Words),
        (0..9_u32).prop_map(Change::AddWords),
        names().prop_map(Change::Tags),
        "[xyz]".prop_map(Change::InsertTag),
        "[xyz]".prop_map(Change::DeleteTag),
        lines().prop_map(Change::Lines),
        any::<u32>().prop_map(Change::Append),
        any::<u32>().prop_map(Change::PrependOrCreate),
        any::<u8>().prop_map(Change::State),
        any::<u8>().prop_map(Change::StateOfLoaded),
        any::<u8>().prop_map(Change::StateRefetched),
        Just(Change::Vote),
        (0..30_u32, lines()).prop_map(|(words, lines)| Change::Put(words, lines)),
    ];
    prop_oneof![of_texts, of_numbers]
}

async fn apply(
    table: &TableHandle<Library>,
    before: &Article,
    change: Change,
) -> dynamo_model::Result<Article> {
    let update = || table.update(before.primary_key());
    let mut after = before.clone();
    match change {
        Change::Title(title) => {
            let update = update().set(|a| a.title(), &title).given(|a| a.state(), before.state);
            match &before.author {
                Some(author) => update.given(|a| a.author(), author).await?,
                None => update.remove(|a| a.author()).await?,
            }
            after.title = title;
        }
        Change::TitleAndAuthor(title, author) => {
            let update = update().set(|a| a.title(), &title).set_or_remove(|a| a.author(), author.as_deref());
            update.given(|a| a.state(), before.state).await?;
            after = Article { title, author, ..after };
        }
        Change::AuthorOfLoaded(author) => {
            let update = table.update_of(before);
            match &author {
                Some(author) => update.set(|a| a.author(), author).await?,
                None => update.remove(|a| a.author()).await?,
            }
            after.author = author;
        }
        Change::Words(words) => {
            let update = update().set(|a| a.words(), words).given(|a| a.tags(), before.tags.clone());
            update.given(|a| a.weight(), before.weight).given(|a| a.lines(), before.lines.clone()).await?;
            after.words = words;
        }
        Change::AddWords(words) => {
            update().add(|a| a.words(), words).refetch().await?;
            after.words += words;
        }
        Change::Tags(tags) => {
            table.update_of(before).set(|a| a.tags(), &tags).await?;
            after.tags = tags;
        }
        Change::InsertTag(tag) => {
            update().insert(|a| a.tags(), [tag.clone()]).refetch().await?;
            after.tags.insert(tag);
        }
        Change::DeleteTag(tag) => {
            update().delete(|a| a.tags(), [tag.clone()]).refetch().await?;
            after.tags.remove(&tag);
        }
        Change::Lines(lines) => {
            let update = update().set(|a| a.lines(), lines.clone()).given(|a| a.words(), before.words);
            update.await?;
            after.lines = lines;
        }
        Change::Append(line) => {
            update().append(|a| a.lines(), vec![line]).refetch().await?;
            after.lines.push(line);
        }
        Change::PrependOrCreate(line) => {
            update().prepend_or_create(|a| a.lines(), vec![line]).refetch().await?;
            after.lines.insert(0, line);
        }
        Change::State(state) => {
            let update = update().set(|a| a.state(), state).given(|a| a.title(), &before.title);
            match &before.author {
                Some(author) => update.given(|a| a.author(), author).await?,
                None => update.remove(|a| a.author()).await?,
            }
            after.state = state;
        }
        Change::StateOfLoaded(state) => {
            table.update_of(before).set(|a| a.state(), state).await?;
            after.state = state;
        }
        Change::StateRefetched(state) => {
            update().set(|a| a.state(), state).refetch().await?;
            after.state = state;
        }
        Change::Vote => {
            update().add(|a| a.votes(), 1_u32).await?;
            after.votes += 1;
        }
        Change::Put(words, lines) => {
            after = Article { words, lines, ..after };
            table.batch_write().put(&after).await?;
        }
        Change::Upsert(author, tags) => {
            after = Article { author, tags, ..after };
            table.upsert(&after).await?;
        }
        Change::With(title, words, lines) => {
            after = table
                .update_with(before.primary_key(), move |article| {
                    article.title.clone_from(&title);
                    article.words = words;
                    article.lines.clone_from(&lines);
                    // Nobody's business but the function's.
                    article.label = "mine".to_owned();
                })
                .await?;
        }
        Change::Transact(title) => {
            after.title = title;
            let update = Article::update_of(before).set(|a| a.title(), &after.title);
            table.transact((update,)).await?;
        }
        Change::Move(shelf) if shelf == before.shelf => {}
        Change::Move(shelf) => {
            after = table.move_to(before.primary_key(), Article::key(&shelf, before.id)).await?;
        }
    }
    Ok(after)
}

#[test]
fn whatever_writes_an_item_leaves_what_a_fresh_put_would() {
    for_each_backend(async |case| {
        let table = library(case).await;
        let mut runner = TestRunner::deterministic();
        for id in 0..Config::default().cases / 8 {
            let mut current = article(id);
            table.create(&current).await.unwrap();
            for change in proptest::collection::vec(change(), 12).new_tree(&mut runner).unwrap().current() {
                let after = apply(&table, &current, change.clone()).await;
                current = after.unwrap_or_else(|error| panic!("{change:?}: {error}"));
                let found = stored(case, &table, &current).await;
                assert_eq!(found, dynamo_model::to_item(&current).unwrap(), "{change:?}: {current:?}");
            }
        }
    });
}

#[test]
fn what_is_stored_is_what_the_function_says() {
    for_each_backend(async |case| {
        let table = library(case).await;
        let written = table.create(&article(1)).returning(AllNew).await.unwrap();
        let expected = Article {
            label: "a/t/ada".to_owned(),
            rank: 2001,
            first: Some(7),
            grade: Grade::Long,
            ..article(1)
        };
        assert_eq!(written, expected);
        assert_eq!(table.get(Article::key("a", 1)).await.unwrap(), Some(expected.clone()));
        // It is a key, a filter, and the condition of an index as any other attribute.
        let found = table.query(Article::by_label("a/t/ada")).filter(|a| a.rank().gt(2000_u64)).all().await;
        assert_eq!(found.unwrap(), std::slice::from_ref(&expected));
        assert_eq!(table.query(Article::by_rank(2001_u64)).all().await.unwrap(), [expected]);
        assert_eq!(table.query(Article::by_start("a")).count().await.unwrap().count, 1);
        // Too few words for this one.
        table.update(Article::key("a", 1)).set(|a| a.words(), 3).refetch().await.unwrap();
        assert_eq!(table.query(Article::by_start("a")).count().await.unwrap().count, 0);
        assert_eq!(table.query(Article::by_rank(301_u64)).count().await.unwrap().count, 1);
    });
}

/// A program without them wrote it, or one with another function.
async fn written_before(table: &TableHandle<Library>, case: &Case, stale: bool) -> Article {
    let mut item = dynamo_model::to_item(&article(5)).unwrap();
    for name in ["label", "rank", "f", "grade"] {
        item.remove(name);
    }
    if stale {
        item.insert("label", AttributeValue::S("old".to_owned()));
    }
    case.answer(api::PutItemInput { table_name: table.name().into(), item, ..Default::default() }).await;
    table.get(Article::key("a", 5)).await.unwrap().unwrap()
}

#[test]
fn items_from_before_read_as_if_it_had_been_computed() {
    for_each_backend(async |case| {
        let table = library(case).await;
        let read = written_before(&table, case, false).await;
        assert_eq!(
            (&*read.label, read.rank, read.first, read.grade),
            ("a/t/ada", 2001, Some(7), Grade::Long)
        );
        // A change writes all of it, and what was read can be deleted: only what it is computed from is compared.
        table.update_with(read.primary_key(), |article| article.votes += 1).await.unwrap();
        let now = Article { votes: 1, ..read };
        assert_eq!(stored(case, &table, &now).await, dynamo_model::to_item(&now).unwrap());
        let read = written_before(&table, case, true).await;
        assert_eq!(read.label, "old");
        table.update_with(read.primary_key(), |article| article.votes += 1).await.unwrap();
        assert_eq!(table.get(Article::key("a", 5)).await.unwrap().unwrap().label, "a/t/ada");
        let read = written_before(&table, case, true).await;
        table.delete_of(&read).await.unwrap();
    });
}

#[test]
fn an_upgraded_item_has_it_too() {
    for_each_backend(async |case| {
        let table = library(case).await;
        let mut item = Person::key(1).to_item().unwrap();
        for (name, value) in [("_t", "person"), ("name", "Ada King")] {
            item.insert(name, AttributeValue::S(value.to_owned()));
        }
        item.insert("id", AttributeValue::N(1_u8.into()));
        let put =
            api::PutItemInput { table_name: table.name().into(), item: item.clone(), ..Default::default() };
        case.answer(put).await;
        assert_eq!(dynamo_model::from_item::<Person>(item).unwrap().name, "King, Ada");
        assert_eq!(table.get(Person::key(1)).await.unwrap().unwrap().name, "King, Ada");
        let written = table.update_with(Person::key(1), |person| person.last = "Lovelace".to_owned()).await;
        assert_eq!(written.unwrap().name, "Lovelace, Ada");
    });
}

#[test]
fn a_unique_attribute_moves_its_marker_and_what_is_computed_from_it() {
    for_each_backend(async |case| {
        let table = library(case).await;
        let account = |email: &str| Account { id: 1, email: email.to_owned(), domain: String::new() };
        table.create_unique(&account("a@x")).await.unwrap();
        let domains = async |domain: &str| table.query(Account::by_domain(domain)).all().await.unwrap();
        assert_eq!(domains("x").await[0].email, "a@x");
        table.update(Account::key(1)).unique().set(|a| a.email(), "a@y").await.unwrap();
        assert_eq!((domains("x").await.len(), domains("y").await.len()), (0, 1));
        table.put_unique(&account("a@z")).await.unwrap();
        assert_eq!((domains("y").await.len(), domains("z").await.len()), (0, 1));
        let loaded = table.get(Account::key(1)).await.unwrap().unwrap();
        table.update_of(&loaded).unique().set(|a| a.email(), "b@w").await.unwrap();
        assert_eq!(domains("w").await, [Account { domain: "w".to_owned(), ..account("b@w") }]);
        assert!(table.get_by_unique(Account::by_email("a@z")).consistent().await.unwrap().is_none());
        let loaded = table.get(Account::key(1)).await.unwrap().unwrap();
        table.delete_unique_of(&loaded).await.unwrap();
    });
}

#[test]
fn a_projection_reads_it() {
    for_each_backend(async |case| {
        let table = library(case).await;
        table.create(&article(1)).await.unwrap();
        let short = table.get(Article::key("a", 1)).project::<Short>().await.unwrap();
        assert_eq!(short, Some(Short { label: "a/t/ada".to_owned(), rank: 2001 }));
    });
}

#[test]
fn what_others_changed_meanwhile_is_noticed() {
    for_each_backend(async |case| {
        let table = library(case).await;
        table.create(&article(1)).await.unwrap();
        let loaded = table.get(Article::key("a", 1)).await.unwrap().unwrap();
        table.update(Article::key("a", 1)).remove(|a| a.author()).refetch().await.unwrap();
        // The label would be of a title and an author that never were together.
        let late = table.update_of(&loaded).set(|a| a.title(), "u").await.unwrap_err();
        assert!(late.is_condition_failed(), "{late}");
        let update = table.update(Article::key("a", 1)).set(|a| a.title(), "u");
        let late = update.given(|a| a.author(), "ada").given(|a| a.state(), 3).await.unwrap_err();
        assert!(late.is_condition_failed(), "{late}");
        // What is not an input may have changed.
        table.update(Article::key("a", 1)).add(|a| a.votes(), 1_u32).await.unwrap();
        let loaded = Article { author: None, ..loaded };
        table.update_of(&loaded).set(|a| a.title(), "u").await.unwrap();
        assert_eq!(table.get(Article::key("a", 1)).await.unwrap().unwrap().label, "a/u/nobody");
    });
}

#[test]
fn a_draft_leaves_it_out_and_limits_hold() {
    for_each_backend(async |case| {
        let table = library(case).await;
        let sale = table.fill(SaleDraft { price: 100, tax: 7 }).unwrap();
        assert_eq!(sale.total, 107);
        table.create(&sale).await.unwrap();
        let sale = table.get(Sale::key(&sale.id)).await.unwrap().unwrap();
        let more = table.update_of(&sale).set(|s| s.price(), 900).returning(AllNew).await.unwrap();
        assert_eq!((more.total, more.revision), (907, 2));
        let error = table.update_of(&more).set(|s| s.price(), 999).await.unwrap_err();
        assert!(error.is_invalid() && error.to_string().contains("`total` must be at most 1000"), "{error}");
        let error = table.put(&Sale { tax: 901, ..more.clone() }).await.unwrap_err();
        assert!(error.is_invalid() && error.to_string().contains("`total` must be at most 1000"), "{error}");
        // The lock counts on; what the field says is not looked at.
        table.put(&Sale { total: 5, ..more.clone() }).await.unwrap();
        assert_eq!(table.get(Sale::key(&sale.id)).await.unwrap(), Some(Sale { revision: 3, ..more }));
    });
}

#[test]
fn an_item_is_read_first_only_if_its_inputs_change() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let recorder = Recorder::new(Mock::new());
        let table = Library::on(recorder.clone(), "library").create_table().await.unwrap();
        table.create(&article(1)).await.unwrap();
        let sent = recorder.count();
        table.update(Article::key("a", 1)).add(|a| a.votes(), 1_u32).refetch().await.unwrap();
        assert_eq!(recorder.count(), sent + 1);
        let update = table.update(Article::key("a", 1)).set_to(|a| a.words(), |a| a.words() + 5_u32);
        let update = update.set_to(|a| a.weight(), |a| a.words().or(1_u32)).refetch();
        let article = update.returning(AllNew).await.unwrap();
        assert_eq!(recorder.count(), sent + 3);
        assert_eq!((article.words, article.weight, article.rank), (25, 20, 25 * 100 * 20 + 1));
    });
}
