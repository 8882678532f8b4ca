//! Who may come in: the check in front of every route.

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use directory::Principal;
use directory::token::{Bearer, Scope};
use kernel::Problem;

use crate::bearer::TooOften;
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
    if let Access::Token(scope) = access {
        return match refused(scope, &request) {
            Some(refusal) => refusal,
            None => next.run(request).await,
        };
    }
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
        (Access::SignedIn | Access::May(_) | Access::Token(_), Some(_)) => None,
    };
    match refusal {
        Some(problem) => Fault(problem).into_response(),
        None => next.run(request).await,
    }
}

/// Why a program is not let in, if it is not; with the header that tells what would help.
fn refused(scope: Scope, request: &Request) -> Option<Response> {
    let with = |problem: Problem, name: header::HeaderName, value: String| {
        let mut response = Fault(problem).into_response();
        response.headers_mut().extend(HeaderValue::from_str(&value).ok().map(|value| (name, value)));
        Some(response)
    };
    let Some(bearer) = request.extensions().get::<Bearer>() else {
        return with(Problem::SignIn, header::WWW_AUTHENTICATE, "Bearer".into());
    };
    if let Some(TooOften(seconds)) = request.extensions().get() {
        let problem = Problem::Busy(format!("每分钟最多请求 {} 次。", crate::A_MINUTE));
        return with(problem, header::RETRY_AFTER, seconds.to_string());
    }
    if !bearer.token.scopes.contains(&scope) {
        let value = format!("Bearer error=\"insufficient_scope\", scope=\"{}\"", scope.code());
        return with(
            Problem::refused(format!("这个令牌没有“{}”的权限。", scope.name())),
            header::WWW_AUTHENTICATE,
            value,
        );
    }
    None
}
