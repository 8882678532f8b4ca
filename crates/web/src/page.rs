//! What the layouts need to know of a page.

use directory::Government;

use crate::{NavGroup, NavItem};

/// The site a page belongs to: a government's, or the installation's front.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Name shown at the top, e.g. 青石市政务公开.
    pub name: String,
    /// 主办单位.
    pub host_unit: String,
    /// The place, e.g. 青石市; empty for the installation's front.
    pub short: String,
    /// Where the site begins, e.g. `/g/qingshi`; `/` for the installation's front.
    pub path: String,
    /// 网站标识码.
    pub site_id_code: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// ICP filing number.
    pub icp: Option<String>,
    /// Public-security filing number.
    pub police: Option<String>,
}

impl Site {
    /// The site of a government.
    pub fn of(g: &Government) -> Self {
        Self {
            name: format!("{}政务公开", g.short_name),
            host_unit: g.host_unit.clone(),
            short: g.short_name.clone(),
            path: format!("/g/{}", g.slug),
            site_id_code: g.site_id_code.clone(),
            phone: g.phone.clone(),
            icp: g.icp.clone(),
            police: g.police.clone(),
        }
    }
}

/// Who is signed in, as the header shows it.
#[derive(Clone, Debug)]
pub struct PersonMark {
    /// Name.
    pub name: String,
    /// The unit, or the government, or the installation.
    pub unit_name: String,
    /// The role's name.
    pub role_name: String,
    /// Where their desk begins.
    pub desk_path: String,
}

/// What the layouts need to know of a page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Title of the page, without the site's name.
    pub title: String,
    /// The site.
    pub site: Site,
    /// Links of the public site.
    pub nav: Vec<NavItem>,
    /// Links of the desk; empty on public pages.
    pub desk_nav: Vec<NavGroup>,
    /// Whether elder mode is on.
    pub elder: bool,
    /// Whether this is a public kiosk (查阅机): nobody signs in there, and it goes home when nobody touches it.
    pub kiosk: bool,
    /// Path and query of this page.
    pub path: String,
    /// Who is signed in.
    pub person: Option<PersonMark>,
    /// A message to show once.
    pub flash: Option<String>,
    /// Meta tags (政府网站标签): name and content.
    pub meta: Vec<(String, String)>,
    /// The page's own address without its variants.
    pub canonical: Option<String>,
    /// Whether this is a demonstration.
    pub demo: bool,
}

impl Page {
    /// The address of an asset.
    pub fn asset(&self, name: &str) -> String {
        crate::asset(name)
    }

    /// Where the switch of elder mode leads: the other mode of this same page.
    pub fn elder_switch(&self) -> String {
        format!("/elder?on={}&to={}", u8::from(!self.elder), crate::encode(&self.path))
    }

    /// Where the desk of whoever is signed in begins.
    pub fn desk_home(&self) -> &str {
        self.person.as_ref().map_or("/desk", |person| &person.desk_path)
    }

    /// Adds a meta tag.
    pub fn tag(mut self, name: &str, content: &str) -> Self {
        self.meta.push((name.to_owned(), content.to_owned()));
        self
    }
}
