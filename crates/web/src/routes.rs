//! Routes with what each demands; the same table guards them and is walked by tests.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware;
use axum::routing::{MethodFilter, MethodRouter, on};
use directory::Capability;
use directory::token::Scope;

use crate::App;
use crate::guard::guard;

/// What a route demands of who comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nothing.
    Public,
    /// A session, in any post.
    SignedIn,
    /// A post whose role has the capability.
    May(Capability),
    /// A token with the scope. Sessions count for nothing there.
    Token(Scope),
}

/// One route.
#[derive(Clone, Debug)]
pub struct Route {
    /// Its method.
    pub method: Method,
    /// Its pattern, e.g. `/desk/plans/{id}`.
    pub path: &'static str,
    /// What it demands.
    pub access: Access,
}

/// A slice's routes.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    table: Vec<Route>,
}

impl Routes {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page to read.
    pub fn get<H: Handler<T, App>, T: 'static>(self, path: &'static str, access: Access, handler: H) -> Self {
        self.add(Method::GET, path, access, on(MethodFilter::GET, handler))
    }

    /// A form to send.
    pub fn post<H: Handler<T, App>, T: 'static>(self, path: &'static str, access: Access, handler: H) -> Self {
        self.add(Method::POST, path, access, on(MethodFilter::POST, handler))
    }

    /// Changing a part of something, by programs.
    pub fn patch<H: Handler<T, App>, T: 'static>(self, path: &'static str, access: Access, handler: H) -> Self {
        self.add(Method::PATCH, path, access, on(MethodFilter::PATCH, handler))
    }

    /// A form with files, of at most `bytes` in all.
    pub fn upload<H: Handler<T, App>, T: 'static>(
        self,
        path: &'static str,
        access: Access,
        bytes: usize,
        handler: H,
    ) -> Self {
        self.add(Method::POST, path, access, on(MethodFilter::POST, handler).layer(DefaultBodyLimit::max(bytes)))
    }

    fn add(mut self, method: Method, path: &'static str, access: Access, handler: MethodRouter<App>) -> Self {
        let guarded = handler.layer(middleware::from_fn(move |request, next| guard(access, request, next)));
        self.router = self.router.route(path, guarded);
        self.table.push(Route { method, path, access });
        self
    }

    /// Takes in another slice's routes.
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self
    }

    /// Every route with what it demands.
    pub fn table(&self) -> &[Route] {
        &self.table
    }

    pub(crate) fn into_router(self) -> Router<App> {
        self.router
    }
}
