//! A browser without a window: keeps cookies, says where its requests come from, follows nothing by itself.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, header};
use axum::response::Response;
use futures_util::StreamExt as _;
use tower::ServiceExt as _;

use crate::Answer;

/// A browser. Its clones share their cookies, as the windows of one browser do.
#[derive(Clone)]
pub struct Client {
    router: Router,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
    site: Option<&'static str>,
    token: Option<String>,
    headers: Vec<(&'static str, String)>,
    address: IpAddr,
}

impl Client {
    pub(crate) fn new(router: Router) -> Self {
        let cookies = Arc::default();
        let address = Ipv4Addr::LOCALHOST.into();
        Self { router, cookies, site: Some("same-origin"), token: None, headers: Vec::new(), address }
    }

    /// A window on a page of another site.
    pub fn from_elsewhere(&self) -> Self {
        Self { site: Some("cross-site"), ..self.clone() }
    }

    /// A window of a browser so old that it does not say where requests come from.
    pub fn without_origin(&self) -> Self {
        Self { site: None, ..self.clone() }
    }

    /// A program that brings a token, and says nothing of where it asks from. Cookies it has are sent as well.
    pub fn with_token(&self, token: &str) -> Self {
        Self { site: None, token: Some(token.to_owned()), ..self.clone() }
    }

    /// The same, with one more header in every request.
    pub fn with_header(&self, name: &'static str, value: &str) -> Self {
        let mut other = self.clone();
        other.headers.retain(|(one, _)| *one != name);
        other.headers.push((name, value.to_owned()));
        other
    }

    /// A window at another network address.
    pub fn at(&self, address: [u8; 4]) -> Self {
        Self { address: address.into(), ..self.clone() }
    }

    /// A cookie's value, e.g. of the session.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// Sets a cookie.
    pub fn keep(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).insert(name.into(), value.into());
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, "", Vec::new()).await
    }

    /// Takes a page or file piece by piece and keeps none; answers its length in bytes.
    ///
    /// # Panics
    /// When it is refused or breaks off.
    pub async fn drained(&self, path: &str) -> usize {
        let response = self.answer(Method::GET, path, "", Vec::new()).await;
        assert!(response.status().is_success(), "{path}: {}", response.status());
        let mut pieces = response.into_body().into_data_stream();
        let mut length = 0;
        while let Some(piece) = pieces.next().await {
            length += piece.expect("the answer can be read to its end").len();
        }
        length
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(form).expect("pairs of text can be encoded");
        self.send(Method::POST, path, "application/x-www-form-urlencoded", body.into_bytes()).await
    }

    /// Sends JSON as it is.
    pub async fn json(&self, method: Method, path: &str, body: &str) -> Answer {
        self.send(method, path, "application/json", body.as_bytes().to_vec()).await
    }

    /// Sends a form with files: (field, file name, content).
    pub async fn upload(&self, path: &str, form: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Answer {
        const BOUNDARY: &str = "gongkai-test-boundary";
        let mut body = Vec::new();
        for (name, value) in form {
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(head.as_bytes());
        }
        for (name, file, content) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.as_bytes());
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.send(Method::POST, path, &kind, body).await
    }

    /// Opens the page that an answer sends the browser on to.
    pub async fn follow(&self, answer: &Answer) -> Answer {
        self.get(answer.location()).await
    }

    async fn send(&self, method: Method, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let asked = format!("{method} {path}");
        Answer::read(asked, self.answer(method, path, kind, body).await).await
    }

    async fn answer(&self, method: Method, path: &str, kind: &str, body: Vec<u8>) -> Response {
        let asked = format!("{method} {path}");
        let mut request = Request::builder().method(method).uri(path);
        if !kind.is_empty() {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        if let Some(site) = self.site {
            request = request.header("sec-fetch-site", site);
        }
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let cookies = self.cookie_line();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies);
        }
        request = request.extension(ConnectInfo(SocketAddr::new(self.address, 50_000)));
        let request = request.body(Body::from(body)).unwrap_or_else(|e| panic!("{asked}: {e}"));
        let Ok(response) = self.router.clone().oneshot(request).await;
        for line in response.headers().get_all(header::SET_COOKIE) {
            self.take(line.to_str().expect("a cookie is ASCII"));
        }
        response
    }

    fn cookie_line(&self) -> String {
        let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn take(&self, line: &str) {
        let Some((name, value)) = line.split(';').next().and_then(|pair| pair.split_once('=')) else { return };
        if line.contains("Max-Age=0") {
            self.cookies.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        } else {
            self.keep(name, value);
        }
    }
}
