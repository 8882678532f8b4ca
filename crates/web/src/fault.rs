//! A handler's failure on its way to the edge, where it becomes a page or problem+json and is logged once.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::Problem;
use serde_json::json;

use crate::session::LoadFailed;
use crate::shell::Shell;
use crate::{App, encode, logged, view};

/// What handlers fail with.
#[derive(Debug)]
pub struct Fault(pub Problem);

/// Shorthand for handlers.
pub type Result<T = Response> = std::result::Result<T, Fault>;

impl<E: Into<Problem>> From<E> for Fault {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

#[derive(Clone)]
struct Carried(std::sync::Arc<Problem>);

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        carrying(std::sync::Arc::new(self.0))
    }
}

fn carrying(problem: std::sync::Arc<Problem>) -> Response {
    let status = StatusCode::from_u16(problem.kind().status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = status.into_response();
    response.extensions_mut().insert(Carried(problem));
    response
}

/// Failures of the layers below, by their status, in the same words as ours.
fn of_status(status: StatusCode) -> Option<Problem> {
    Some(match status {
        StatusCode::NOT_FOUND => Problem::NotFound("这个页面"),
        StatusCode::METHOD_NOT_ALLOWED => Problem::refused("这个地址不支持这种操作。"),
        StatusCode::FORBIDDEN => Problem::refused("这个请求不是从本站页面发出的，没有执行。"),
        StatusCode::PAYLOAD_TOO_LARGE => Problem::refused("提交的内容太大，没有接收。"),
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => {
            Problem::Busy("系统正忙，这次没有处理完。".into())
        }
        s if s.is_client_error() => Problem::refused("提交的内容读不懂，没有处理。"),
        s if s.is_server_error() => Problem::Internal(format!("answered {s}")),
        _ => return None,
    })
}

/// The edge: every failure leaves as a page for people or as problem+json for programs.
pub(crate) async fn at_the_edge(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let to = request.uri().path_and_query().map_or_else(|| path.clone(), ToString::to_string);
    let reading = request.method().is_safe();
    let wants_json = path.starts_with("/api/") || accepts_json(request.headers());
    let shell = Shell::of(&app, request.headers(), request.uri(), request.extensions());
    let failed = request.extensions().get::<LoadFailed>().cloned();
    let response = match failed {
        Some(LoadFailed(problem)) => carrying(problem),
        None => next.run(request).await,
    };
    let carried = response.extensions().get::<Carried>().cloned();
    let status = response.status();
    let problem = match carried {
        Some(Carried(problem)) => problem,
        // A page of our own that carries a failing status, such as a form with mistakes, leaves as it is.
        None if is_html(&response) || is_problem(&response) => return response,
        None => match of_status(status) {
            Some(problem) => std::sync::Arc::new(problem),
            None => return response,
        },
    };
    let kind = problem.kind();
    let mut reference = None;
    if let Problem::Internal(cause) = &*problem {
        let number = kernel::new_id(app.clock.now());
        let path = logged::path(&path);
        tracing::error!(path, cause, reference = number, "request failed");
        reference = Some(number);
    }
    let status = if status.is_success() { kind.status } else { status.as_u16() };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if wants_json {
        let errors = if let Problem::Invalid(errors) = &*problem { json!(errors) } else { json!([]) };
        let body = json!({
            "type": "about:blank", "title": problem.to_string(), "status": status.as_u16(), "code": kind.code,
            "detail": kind.advice, "errors": errors, "reference": reference,
        });
        let mut told = (status, [(header::CONTENT_TYPE, PROBLEM)], body.to_string()).into_response();
        for name in [header::WWW_AUTHENTICATE, header::RETRY_AFTER] {
            told.headers_mut().extend(response.headers().get(&name).cloned().map(|value| (name, value)));
        }
        return told;
    }
    if matches!(*problem, Problem::SignIn) && reading {
        return crate::redirect(&format!("/sign-in?to={}", encode(&to))).into_response();
    }
    error_page(shell, status, &problem, reference)
}

fn error_page(shell: Shell, status: StatusCode, problem: &Problem, reference: Option<String>) -> Response {
    let details = match problem {
        Problem::Invalid(errors) => errors.iter().map(|e| e.message.clone()).collect(),
        _ => reference.map(|number| format!("需要帮助时请告诉我们这个编号：{number}")).into_iter().collect(),
    };
    let page = view::ErrorPage {
        page: shell.bare(&problem.to_string()),
        status: status.as_u16(),
        message: problem.to_string(),
        help: problem.kind().help.to_owned(),
        details,
    };
    let mut response = view::view_status(status, page).unwrap_or_else(|_| status.into_response());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What programs are told of a failure with (RFC 9457).
pub const PROBLEM: &str = "application/problem+json";

fn is_html(response: &Response) -> bool {
    kind(response).starts_with("text/html")
}

fn is_problem(response: &Response) -> bool {
    kind(response) == PROBLEM
}

fn kind(response: &Response) -> &str {
    response.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default()
}

fn accepts_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    accept.starts_with("application/json") || accept.starts_with("application/problem+json")
}
