//! How often what is public is read, fetched and looked for: the desk sees numbers, nobody is kept.

use portal::search::Follower;
use testkit::{Client, db_test};

use crate::Server;
use crate::documents::given::{act, hall, public, signed, text};

/// Somebody of the public with a browser.
fn reader(app: &Server) -> Client {
    app.anyone().with_header("user-agent", "Mozilla/5.0")
}

db_test!(what_the_public_reads_is_counted_and_shown_at_the_desk, async |app: Server| {
    let h = hall(&app).await;
    let path = signed(&app, &h, &text("关于开学的通知", "测教字〔2022〕9号", "9月1日开学。")).await;
    act(&app.as_("drafter").await, &path, "publish", &[]).await.redirects_to(&path);
    let office = app.as_("office").await;
    office.get("/desk/visits").await.ok().contains("还没有浏览");
    let (page, library) = (public(&h, &path), format!("/g/{}/documents", h.government.slug));
    let reader = reader(&app);
    for _ in 0..3 {
        reader.get(&page).await.ok();
    }
    reader.get(&format!("{page}/text.txt")).await.ok();
    Follower::new(&app).unwrap().catch_up().await.unwrap();
    reader.get(&format!("{library}?q=开学")).await.ok();
    for words in ["公积金", "公积金", "摇号", "13800138000"] {
        reader.get(&format!("{library}?q={words}")).await.ok();
    }
    // Robots, and people at their desk, are not the public.
    app.anyone().with_header("user-agent", "SomeBot/1.0").get(&page).await.ok();
    office.with_header("user-agent", "Mozilla/5.0").get(&page).await.ok();
    visits::keep(&app).await.unwrap();
    let shown = office.get("/desk/visits").await.ok();
    shown.contains("浏览 3 次").contains("下载 1 次").contains("查找 5 次").contains("没有找到 4 次").links_to(&page);
    let words = office.get("/desk/visits?show=words").await.ok();
    // What was asked once is nobody else's business.
    words.contains("公积金 2").lacks("摇号").lacks("13800138000");
    let file = office.get("/desk/visits.csv?days=7").await.ok();
    assert_eq!(file.body().lines().nth(1), Some("关于开学的通知,3,1"));
    // Numbers add up, day by day.
    app.pass_minutes(24 * 60);
    reader.get(&page).await.ok();
    visits::keep(&app).await.unwrap();
    app.as_("office").await.get("/desk/visits?days=7").await.ok().contains("浏览 4 次");
    app.as_("drafter").await.get("/desk/visits").await.ok().contains("浏览 4 次");
});

db_test!(other_governments_see_nothing_of_it_and_old_numbers_go, async |app: Server| {
    let h = hall(&app).await;
    let path = signed(&app, &h, &text("关于开学的通知", "测教字〔2022〕9号", "9月1日开学。")).await;
    act(&app.as_("drafter").await, &path, "publish", &[]).await.redirects_to(&path);
    reader(&app).get(&public(&h, &path)).await.ok();
    visits::keep(&app).await.unwrap();
    let elsewhere = app.given_government("邻市").await;
    app.given_person("neighbour", directory::Role::Office, Some(&elsewhere), None).await;
    app.as_("neighbour").await.get("/desk/visits").await.ok().contains("还没有浏览");
    let kept =
        async || -> i64 { app.db.read().await.unwrap().one("SELECT count(*) FROM visit", db::args![]).await.unwrap() };
    visits::sweep(&app).await.unwrap();
    assert_eq!(kept().await, 1);
    app.pass_minutes(740 * 24 * 60);
    visits::sweep(&app).await.unwrap();
    assert_eq!(kept().await, 0);
});

db_test!(what_people_choose_teaches_their_words_until_it_is_forgotten, async |app: Server| {
    let h = hall(&app).await;
    let path = signed(&app, &h, &text("义务教育招生通知", "测教字〔2022〕9号", "适龄儿童报名入学。")).await;
    act(&app.as_("drafter").await, &path, "publish", &[]).await.redirects_to(&path);
    Follower::new(&app).unwrap().catch_up().await.unwrap();
    let library = format!("/g/{}/documents", h.government.slug);
    let looked = format!("{library}?q=%E5%A8%83%E5%A8%83%E5%BF%B5%E4%B9%A6"); // 娃娃念书
    let found = async || app.anyone().get(&looked).await.ok();
    found().await.lacks("义务教育招生通知");
    app.given_person("root", directory::Role::Administrator, None, None).await;
    let keeper = app.as_("root").await;
    keeper.get("/desk/search").await.ok().contains("现在能查到 1 份").contains("还没有学到什么");
    let read = async |from: &str, times: usize| {
        let reader = reader(&app).with_header("host", "localhost").with_header("referer", from);
        for _ in 0..times {
            reader.get(&public(&h, &path)).await.ok();
        }
        visits::keep(&app).await.unwrap();
    };
    let own = format!("http://localhost{looked}");
    for from in ["http://elsewhere.example/search?q=%E5%BF%B5%E4%B9%A6", "", &own] {
        read(from, 3).await;
    }
    // On one day it may all be one reader.
    keeper.post("/desk/search/learn", &[]).await.redirects_to("/desk/search");
    keeper.get("/desk/search").await.ok().contains("还没有学到什么");
    app.pass_minutes(24 * 60);
    read(&own, 1).await;
    let keeper = app.as_("root").await;
    keeper.post("/desk/search/learn", &[]).await.redirects_to("/desk/search");
    keeper.get("/desk/search").await.ok().contains("依据 1 种说法、1 份文件");
    found().await.contains("义务教育招生通知");
    keeper.post("/desk/search/forget", &[]).await.redirects_to("/desk/search");
    found().await.lacks("义务教育招生通知");
    keeper.post("/desk/search/learn", &[]).await.redirects_to("/desk/search");
    found().await.lacks("义务教育招生通知");
    app.as_("office").await.get("/desk/search").await.refused("");
});
