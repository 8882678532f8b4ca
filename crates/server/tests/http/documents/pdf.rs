//! A public document as PDF: set by the typesetter, made once, never shown to whom the page is not.

use std::process::Command;

use tempfile::TempDir;
use testkit::{TestDb, db_test};

use super::given::{act, edited, hall, public, signed, text, through};
use super::relations::{confirmed, old, repealing};
use crate::Server;

const TITLE: &str = "测试市教育局关于做好义务教育招生工作的通知";

fn notice() -> String {
    text(TITLE, "测教字〔2022〕7号", "一、总体要求\n坚持公平公正，做好招生工作。\n二、招生时间\n小学8月20日起报名。")
}

/// What one of poppler's programs says of a file.
fn told(program: &str, pdf: &[u8], arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = Command::new(program).arg(&file).args(arguments).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn words(pdf: &[u8]) -> String {
    told("pdftotext", pdf, &["-"]).split_whitespace().collect()
}

db_test!(a_public_document_comes_as_a_tagged_pdf, async |app: Server| {
    let h = hall(&app).await;
    let path = signed(&app, &h, &notice()).await;
    let public = public(&h, &path);
    app.anyone().get(&format!("{public}/document.pdf")).await.not_found();
    act(&app.as_("drafter").await, &path, "publish", &[]).await.redirects_to(&path);
    app.anyone().get(&public).await.ok().contains("PDF 文件").links_to(&format!("{public}/document.pdf"));
    let answer = app.anyone().get(&format!("{public}/document.pdf")).await.ok();
    assert_eq!(answer.header("content-type"), "application/pdf");
    let said = words(&answer.bytes);
    for part in [TITLE, "测教字〔2022〕7号", "小学8月20日起报名", public.as_str(), "第1版"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let about = told("pdfinfo", &answer.bytes, &[]);
    let tagged = about.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes"));
    assert!(tagged && about.contains(TITLE), "{about}");
});

db_test!(a_repealed_document_and_an_older_version_say_so_first, async |app: Server| {
    let h = hall(&app).await;
    let old = public(&h, &old(&app, &h).await);
    let path = repealing(&app, &h).await;
    let drafter = app.as_("drafter").await;
    confirmed(&drafter, &path).await;
    through(&app, &path).await;
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path);
    let before = app.anyone().get(&format!("{old}/document.pdf")).await.ok();
    assert!(!words(&before.bytes).contains("废止"));
    app.pass_minutes(60 * 24 * 20);
    let after = words(&app.anyone().get(&format!("{old}/document.pdf")).await.ok().bytes);
    assert!(after.starts_with("废止") && after.contains("不能再作为办事依据"), "{after}");

    let drafter = app.as_("drafter").await;
    act(&drafter, &path, "correct", &[("words", "更正")]).await.redirects_to(&path);
    edited(&drafter, &path, &[("summary", "停放办法")]).await.redirects_to(&path);
    through(&app, &path).await;
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path);
    let new = public(&h, &path);
    app.anyone().get(&format!("{new}?version=1")).await.ok().links_to(&format!("{new}/document.pdf?version=1"));
    let first = words(&app.anyone().get(&format!("{new}/document.pdf?version=1")).await.ok().bytes);
    assert!(first.contains("已经有更新的版本") && first.contains("?version=1"), "{first}");
    app.anyone().get(&format!("{new}/document.pdf?version=9")).await.not_found();
    act(&drafter, &path, "withdraw", &[("kind", "error")]).await.redirects_to(&path);
    let gone = app.anyone().get(&format!("{new}/document.pdf?version=1")).await;
    assert_eq!(gone.status.as_u16(), 410);
});

/// A server whose typesetter is a script: each run leaves a line in `runs`.
pub struct Scripted {
    server: Server,
    folder: TempDir,
}

impl Scripted {
    /// Starts on a database of its own.
    pub async fn start(db: TestDb) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("typeset");
        let server = Server::start_with(db, |settings| settings.typeset = Some(program)).await;
        Self { server, folder }
    }

    fn install(&self, script: &str) {
        use std::os::unix::fs::PermissionsExt as _;
        let program = self.folder.path().join("typeset");
        let runs = self.folder.path().join("runs");
        std::fs::write(&program, format!("#!/bin/sh\necho >> {}\n{script}\n", runs.display())).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn runs(&self) -> usize {
        std::fs::read_to_string(self.folder.path().join("runs")).unwrap_or_default().lines().count()
    }
}

db_test!(a_pdf_is_made_once_and_again_only_when_something_changed, async |app: Scripted| {
    let Scripted { server, .. } = &app;
    let h = hall(server).await;
    let path = signed(server, &h, &notice()).await;
    let (drafter, public) = (server.as_("drafter").await, public(&h, &path));
    act(&drafter, &path, "publish", &[]).await.redirects_to(&path);
    let pdf = format!("{public}/document.pdf");

    // Absent: no link, but how to get one on paper.
    server.anyone().get(&public).await.ok().lacks("PDF 文件").contains("打印网页");
    server.anyone().get(&pdf).await.not_found().contains("没有找到这份文件的 PDF");

    // Broken: words, and nothing is kept.
    app.install("echo no fonts >&2; exit 1");
    server.anyone().get(&pdf).await.busy("PDF 现在做不出来");
    server.anyone().get(&pdf).await.busy("PDF 现在做不出来").lacks("no fonts");
    assert_eq!(app.runs(), 2);

    app.install("printf %%PDF-1.7-; cat");
    server.anyone().get(&public).await.ok().links_to(&pdf);
    let first = server.anyone().get(&pdf).await.ok().contains(TITLE);
    assert_eq!(server.anyone().get(&pdf).await.ok().bytes, first.bytes);
    assert_eq!(app.runs(), 3);

    // Kept files may be removed, and stay what they are when the program goes away.
    app.install("exit 1");
    server.anyone().get(&pdf).await.ok();
    server.blobs.remove_apart("renderings").await.unwrap();
    server.anyone().get(&pdf).await.busy("PDF 现在做不出来");
});
