//! Where requests go.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::api::Action;
use crate::error::{Error, ErrorKind, Result};
use crate::observe::{self, Observer};
use crate::tenant::Scope;
use crate::{Backend, Entity};

/// Where the requests of a table go: not generic, shared by all its operations.
#[derive(Clone)]
pub(crate) struct Connection {
    pub(crate) backend: Arc<dyn Backend>,
    pub(crate) table_name: Arc<str>,
    /// The entity of the operation, for those who observe it.
    pub(crate) entity: Option<&'static str>,
    pub(crate) observer: Option<Observer>,
    /// Whose items it reaches, when it does not reach all.
    pub(crate) scope: Option<Arc<Scope>>,
}

impl Connection {
    pub(crate) async fn call<I: Action>(&self, input: I) -> Result<I::Output> {
        let request = input.into();
        if let Some(scope) = &self.scope {
            scope.check(&self.table_name, &request)?;
        }
        let response = observe::send(self, request).await?;
        let action = response.action();
        I::output(response).ok_or_else(|| {
            Error::new(ErrorKind::Service, format!("the backend answered another action: {action}"))
        })
    }

    /// The time, as the backend counts it.
    pub(crate) fn now(&self) -> SystemTime {
        self.backend.now()
    }

    pub(crate) fn backend(&self) -> &Arc<dyn Backend> {
        &self.backend
    }

    /// The same for an operation of an entity.
    pub(crate) fn of<E: Entity>(&self) -> Self {
        Self { entity: Some(&E::MODEL_REF.name), ..self.clone() }
    }

    /// Waits a moment, as the backend counts time.
    pub(crate) async fn pause(&self) {
        self.pause_for(Duration::from_millis(250)).await;
    }

    /// Waits, as the backend counts time.
    pub(crate) async fn pause_for(&self, duration: Duration) {
        self.backend.pause(duration).await;
    }

    /// A random number from 0 to below 1.
    pub(crate) fn chance(&self) -> f64 {
        // A float holds 53 bits exactly.
        (self.backend.random() >> 75) as f64 / (1u64 << 53) as f64
    }

    /// A token that no other transaction has.
    pub(crate) fn token(&self) -> String {
        format!("{:032x}", self.backend.random())
    }
}
