//! What surrounds a page's own content: gathered from the request, given to the layouts.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Uri, header};
use directory::{Government, Principal};

use crate::flash::FLASH;
use crate::{App, Counted, Fault, NavItem, Page, PersonMark, Site, cookie, nav};

pub(crate) const ELDER: &str = "gk_elder";
pub(crate) const KIOSK: &str = "gk_kiosk";

/// The surroundings of a page.
#[derive(Clone, Debug)]
pub struct Shell {
    path: String,
    elder: bool,
    kiosk: bool,
    flash: Option<String>,
    principal: Option<Principal>,
    installation: String,
    base_url: Option<String>,
    demo: bool,
    /// Whether somebody of the public reads this: not a robot, nor who is signed in.
    reader: bool,
    /// The words that somebody looked for on the page of ours from which they came.
    looked_for: Option<String>,
    secure: bool,
    authority: String,
}

impl Shell {
    pub(crate) fn of(app: &App, headers: &HeaderMap, uri: &Uri, extensions: &Extensions) -> Self {
        let flash = cookie(headers, FLASH)
            .and_then(|value| serde_urlencoded::from_str::<Vec<(String, String)>>(&format!("m={value}")).ok())
            .and_then(|pairs| pairs.into_iter().next())
            .map(|(_, message)| message)
            .filter(|message| !message.is_empty() && message.chars().count() <= 300);
        Self {
            path: uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
            elder: cookie(headers, ELDER) == Some("1"),
            kiosk: cookie(headers, KIOSK) == Some("1"),
            flash,
            principal: extensions.get::<Principal>().cloned(),
            installation: app.settings.name.clone(),
            base_url: app.settings.base_url.clone(),
            demo: app.settings.demo,
            secure: app.settings.secure,
            looked_for: looked_for(headers, &authority(headers, uri)),
            authority: authority(headers, uri),
            reader: extensions.get::<Principal>().is_none() && !is_robot(headers),
        }
    }

    /// Counts that the public read, fetched or looked for something of a government.
    pub fn count(&self, app: &App, government: &Government, what: Counted, subject: &str) {
        if self.reader {
            app.counts().add(&government.id, what, subject);
        }
    }

    /// Counts that the public read a publication; and for what words they chose it, when they come from a search.
    pub fn count_view(&self, app: &App, government: &Government, id: &str) {
        self.count(app, government, Counted::View, id);
        if let Some(words) = &self.looked_for {
            self.count(app, government, Counted::Chosen, &format!("{id} {words}"));
        }
    }

    /// The path without its query.
    fn bare_path(&self) -> &str {
        self.path.split('?').next().unwrap_or("/")
    }

    fn page(&self, title: &str, site: Site) -> Page {
        Page {
            title: title.to_owned(),
            nav: Vec::new(),
            desk_nav: Vec::new(),
            // A kiosk's screen is touched, and read by everybody.
            elder: self.elder || self.kiosk,
            kiosk: self.kiosk,
            path: self.path.clone(),
            person: self.principal.as_ref().map(person_mark),
            flash: self.flash.clone(),
            meta: Vec::new(),
            canonical: None,
            demo: self.demo,
            site,
        }
    }

    fn front(&self) -> Site {
        Site { name: self.installation.clone(), host_unit: String::new(), path: "/".into(), ..Site::default() }
    }

    /// A page without navigation: signing in, errors.
    pub fn bare(&self, title: &str) -> Page {
        self.page(title, self.front())
    }

    /// A public page of the whole installation.
    pub fn installation(&self, title: &str) -> Page {
        let mut page = self.page(title, self.front());
        page.nav = vec![self.link("全部政府", "/")];
        page
    }

    /// A public page of a government, with the tags its site must carry (law: 政府网站发展指引).
    pub fn public(&self, government: &Government, title: &str) -> Page {
        let site = Site::of(government);
        let path = site.path.clone();
        let mut page = self.page(title, site);
        let catalogue = NavItem {
            // Columns are the catalogue's pages.
            current: ["catalogue", "columns"].iter().any(|at| self.bare_path().starts_with(&format!("{path}/{at}"))),
            ..self.link("公开目录", &format!("{path}/catalogue"))
        };
        page.nav = vec![
            self.link("首页", &path),
            self.link("信息公开", &format!("{path}/disclosure")),
            self.link("政策文件", &format!("{path}/documents")),
            catalogue,
            self.link("单位", &format!("{path}/units")),
            self.link("工作计划", &format!("{path}/plans")),
        ];
        page.meta.push(("SiteName".into(), page.site.name.clone()));
        if let Some(base) = self.base_of(government) {
            let domain = base.trim_start_matches("https://").trim_start_matches("http://");
            page.meta.push(("SiteDomain".into(), domain.to_owned()));
            page.canonical = Some(format!("{base}{}", self.bare_path()));
        }
        let code = page.site.site_id_code.clone();
        page.meta.extend(code.map(|code| ("SiteIDCode".to_owned(), code)));
        page
    }

    /// Where the public reaches a government's site: its own host name, or the installation's address.
    pub fn base_of(&self, government: &Government) -> Option<String> {
        let scheme = if self.secure { "https" } else { "http" };
        government.host.as_ref().map(|host| format!("{scheme}://{host}")).or_else(|| self.base_url.clone())
    }

    /// The host name of the installation, when its address is set.
    pub fn own_host(&self) -> Option<&str> {
        let rest = self.base_url.as_deref()?.split("://").nth(1)?;
        rest.split([':', '/']).next()
    }

    /// The same, or else what this request was sent to: for what needs whole addresses and is not kept by others.
    pub fn reached_at(&self, government: &Government) -> Option<String> {
        let scheme = if self.secure { "https" } else { "http" };
        let here = Some(&self.authority).filter(|authority| !authority.is_empty());
        self.base_of(government).or_else(|| here.map(|authority| format!("{scheme}://{authority}")))
    }

    /// The host name that was asked for, without its port.
    pub fn host(&self) -> &str {
        self.authority.split(':').next().unwrap_or_default()
    }

    /// A desk page.
    pub fn desk(&self, title: &str) -> Page {
        let site = self.principal.as_ref().and_then(|p| p.government.as_ref()).map_or_else(|| self.front(), Site::of);
        let mut page = self.page(title, site);
        page.desk_nav = self.principal.as_ref().map(|p| nav::desk(p, self.bare_path())).unwrap_or_default();
        page
    }

    fn link(&self, label: &str, href: &str) -> NavItem {
        let here = self.bare_path();
        let root = href == "/" || href.matches('/').count() == 2;
        let current = here == href || (!root && here.starts_with(&format!("{href}/")));
        NavItem { label: label.into(), href: href.into(), current, count: None }
    }
}

/// The host name of a request, with its port when it has one; empty when it is none.
fn authority(headers: &HeaderMap, uri: &Uri) -> String {
    let named = headers.get(header::HOST).and_then(|value| value.to_str().ok()).or_else(|| uri.host());
    let named = named.unwrap_or_default().to_ascii_lowercase();
    let plain = named.len() <= 255 && named.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:".contains(&b));
    if plain { named } else { String::new() }
}

/// The words of a search of ours, when the browser says that somebody comes from its page. No address is marked for it.
fn looked_for(headers: &HeaderMap, authority: &str) -> Option<String> {
    let from: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let ours = from.authority().is_some_and(|one| one.as_str().eq_ignore_ascii_case(authority));
    let search = from.path() == "/search" || (from.path().starts_with("/g/") && from.path().ends_with("/documents"));
    let query: Vec<(String, String)> = serde_urlencoded::from_str(from.query().filter(|_| ours && search)?).ok()?;
    query.into_iter().find(|(name, _)| name == "q").map(|(_, words)| words).filter(|words| !words.trim().is_empty())
}

/// Whether a program asks that calls itself one.
fn is_robot(headers: &HeaderMap) -> bool {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let agent = agent.to_ascii_lowercase();
    agent.is_empty() || ["bot", "spider", "crawl", "curl", "wget", "python"].iter().any(|mark| agent.contains(mark))
}

fn person_mark(p: &Principal) -> PersonMark {
    let at = p.post.unit_name.as_ref().or(p.post.government_name.as_ref());
    PersonMark {
        name: p.name.clone(),
        unit_name: at.cloned().unwrap_or_else(|| "全部政府".into()),
        role_name: p.role().name().into(),
        desk_path: nav::desk_home(p),
    }
}

impl FromRequestParts<App> for Shell {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Fault> {
        Ok(Self::of(app, &parts.headers, &parts.uri, &parts.extensions))
    }
}
