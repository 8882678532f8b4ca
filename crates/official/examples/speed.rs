//! How reading grows with the text, for texts made to be slow: `cargo run --release -p gongkai-official --example speed`.

use std::time::Instant;

use gongkai_official::validity::statements;
use gongkai_official::{diff, read};

fn main() {
    let pieces = [
        "《",
        "》",
        "《甲》同时废止，",
        "“",
        "”",
        "（",
        "附件：",
        "2024年1月1日起施行，",
        "有效期五年，",
        "将“甲”修改为“乙”，",
        "第三条修改为：“",
        "甲",
        "甲\t乙\n",
        "\n第一条 甲",
        "2024",
        "令",
        "公告2024年第",
        "甲政发〔2024〕1号、",
        "关于",
        "抄送：\n",
        "青山县人民政府\n",
        "附件\n",
        "1.《甲乙丙丁戊》\n",
        "》（以下简称《乙》）",
        "（（",
        "））",
        "第一",
    ];
    for piece in pieces {
        let mut times = Vec::new();
        for size in [100_000, 400_000] {
            let text = format!("废止的文件目录\n{}", piece.repeat(size / piece.len()));
            let started = Instant::now();
            let blocks = read(&text).blocks;
            let read = started.elapsed().as_millis();
            let found = statements(&text).len();
            let said = started.elapsed().as_millis() - read;
            let pairs = diff::clauses(&blocks, &blocks[..blocks.len() / 2]).len();
            let compared = started.elapsed().as_millis() - read - said;
            times.push(format!("{size}: read {read} ms, statements {said} ms ({found}), diff {compared} ms ({pairs})"));
        }
        println!("{:?}: {}", piece, times.join("; "));
    }
}
