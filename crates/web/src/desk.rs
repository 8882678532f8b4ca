//! What a desk page begins with: who came, to which application, in which surroundings.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use directory::{Government, Principal};
use kernel::{Date, Time};

use crate::{App, Fault, Shell, Signed};

/// Who came, where, and in which surroundings.
pub struct Desk {
    /// The application.
    pub app: App,
    /// Who came.
    pub who: Principal,
    /// The surroundings of the page.
    pub shell: Shell,
}

impl FromRequestParts<App> for Desk {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Fault> {
        let Signed(who) = Signed::from_request_parts(parts, app).await?;
        Ok(Self { app: app.clone(), who, shell: Shell::from_request_parts(parts, app).await? })
    }
}

impl Desk {
    /// The present.
    pub fn now(&self) -> Time {
        self.app.clock.now()
    }

    /// The day in China.
    pub fn today(&self) -> Date {
        self.app.clock.today()
    }

    /// The government acted for. Refused for posts of the whole installation.
    pub fn government(&self) -> kernel::Result<&Government> {
        self.who.government()
    }

    /// Whether they see the whole government, not one unit.
    pub fn sees_all(&self) -> bool {
        !self.who.role().of_a_unit()
    }
}
