//! The engine behind an unmodified `aws_sdk_dynamodb::Client`, without a socket.
//!
//! ```text
//! client → serialise → sign → retry ─→ connector ─→ Endpoint → Backend
//! ```
//!
//! Everything above the connector is the SDK's own: retries, time-outs, signing, interceptors, request ids, errors.
//!
//! [`Mock::client`] takes a short cut through the last step: items in the answers of the item actions, Query and
//! Scan come as values, and the HTTP response that interceptors see then has the body `{}`. An [`http_client`] in
//! a configuration of the application's own does without, byte for byte.

mod connector;
mod output;
mod typed;
mod value;

use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Credentials, Region};
use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient};
use dynamo_model::IntoBackend;

use crate::{Endpoint, Mock};
use connector::Connector;
use typed::TypedAnswers;

impl Mock {
    /// A client of AWS's SDK whose requests this engine answers.
    ///
    /// The client is the SDK's, unmodified; so is code that is given it:
    ///
    /// ```
    /// use aws_sdk_dynamodb::Client;
    /// use aws_sdk_dynamodb::error::ProvideErrorMetadata;
    /// use aws_sdk_dynamodb::types::{
    ///     AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
    /// };
    /// use dynamo_mock::Mock;
    ///
    /// async fn rename(client: &Client, id: &str, name: &str) -> Result<(), aws_sdk_dynamodb::Error> {
    ///     let update = client.update_item().table_name("users").key("id", AttributeValue::S(id.to_owned()));
    ///     let update = update.update_expression("SET #name = :name").expression_attribute_names("#name", "name");
    ///     update.expression_attribute_values(":name", AttributeValue::S(name.to_owned())).send().await?;
    ///     Ok(())
    /// }
    ///
    /// # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    /// # runtime.block_on(async {
    /// let client = Mock::new().client();
    /// client
    ///     .create_table()
    ///     .table_name("users")
    ///     .attribute_definitions(
    ///         AttributeDefinition::builder()
    ///             .attribute_name("id")
    ///             .attribute_type(ScalarAttributeType::S)
    ///             .build()?,
    ///     )
    ///     .key_schema(KeySchemaElement::builder().attribute_name("id").key_type(KeyType::Hash).build()?)
    ///     .billing_mode(BillingMode::PayPerRequest)
    ///     .send()
    ///     .await?;
    ///
    /// rename(&client, "1", "Ada").await?;
    ///
    /// let key = AttributeValue::S("1".to_owned());
    /// let user = client.get_item().table_name("users").key("id", key).send().await?.item.unwrap_or_default();
    /// assert_eq!(user["name"], AttributeValue::S("Ada".to_owned()));
    ///
    /// let error = rename(&client, "", "Ada").await.unwrap_err();
    /// assert!(error.message().is_some_and(|text| text.contains("cannot contain an empty string value")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn client(&self) -> aws_sdk_dynamodb::Client {
        aws_sdk_dynamodb::Client::from_conf(self.sdk_config())
    }

    /// The configuration of [`Mock::client`], to be changed with `to_builder`: the region is `us-east-1`, the
    /// credentials are no one's.
    pub fn sdk_config(&self) -> Config {
        config(self.clone())
    }

    /// An HTTP client whose requests this engine answers, for a configuration of the application's own.
    ///
    /// ```
    /// use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Credentials, Region};
    /// use dynamo_mock::Mock;
    ///
    /// let config = Config::builder()
    ///     .behavior_version(BehaviorVersion::latest())
    ///     .region(Region::new("eu-central-1"))
    ///     .credentials_provider(Credentials::new("key", "secret", None, None, "tests"))
    ///     .http_client(Mock::new().http_client())
    ///     .build();
    /// let client = aws_sdk_dynamodb::Client::from_conf(config);
    /// # let _ = client;
    /// ```
    pub fn http_client(&self) -> impl HttpClient + Clone + 'static {
        http_client(self.clone())
    }
}

/// An HTTP client whose requests a backend answers: for example the engine below a decorator.
///
/// A backend without an answer is a connection that breaks, which the SDK tries again.
pub fn http_client(backend: impl IntoBackend) -> SharedHttpClient {
    SharedHttpClient::new(Connector::new(Endpoint::new(backend)))
}

/// The configuration of a client whose requests a backend answers.
pub fn config(backend: impl IntoBackend) -> Config {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("mock", "mock", None, None, "dynamo-mock"))
        .http_client(http_client(backend))
        .interceptor(TypedAnswers)
        .build()
}
