//! Who may come in: the check in front of every route.

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use directory::Principal;
use kernel::Problem;

use crate::{Access, Fault, redirect};

/// The person signed in; only on routes that demand one.
#[derive(Clone, Debug)]
pub struct Signed(pub Principal);

impl<S: Send + Sync> FromRequestParts<S> for Signed {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        parts.extensions.get::<Principal>().cloned().map(Self).ok_or(Fault(Problem::SignIn))
    }
}

/// The one page a person with a password set by others may use, besides signing out.
const CHANGE_PASSWORD: &str = "/desk/me/password";

pub(crate) async fn guard(access: Access, request: Request, next: Next) -> Response {
    let principal = request.extensions().get::<Principal>();
    let elsewhere = request.uri().path() != CHANGE_PASSWORD;
    let refusal = match (access, principal) {
        (Access::Public, _) => None,
        (_, None) => Some(Problem::SignIn),
        (_, Some(p)) if p.must_change_password && elsewhere => {
            return redirect(CHANGE_PASSWORD).saying("请先设一个只有您自己知道的密码。").into_response();
        }
        (Access::May(capability), Some(p)) if !p.may(capability) => {
            Some(Problem::refused(format!("您现在的岗位是“{}”，不能使用这个页面。", p.role().name())))
        }
        (Access::SignedIn | Access::May(_), Some(_)) => None,
    };
    match refusal {
        Some(problem) => Fault(problem).into_response(),
        None => next.run(request).await,
    }
}
