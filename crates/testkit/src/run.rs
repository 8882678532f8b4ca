//! `db_test!`: one text, two tests, `NAME::sqlite` and `NAME::postgres`.

/// Runs a test to its end on a runtime of its own.
pub fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime starts").block_on(test);
}

/// Makes a module of two tests from one text, each with a migrated database of its own:
///
/// ```ignore
/// db_test!(a_saved_row_is_found, async |t: TestDb| {
///     let mut tx = t.db.write().await.unwrap();
///     tx.exec_one(ADD, args!["a"]).await.unwrap();
/// });
/// ```
///
/// The argument can be of any type that has `async fn start(TestDb) -> Self`.
#[macro_export]
macro_rules! db_test {
    ($name:ident, async |$arg:ident: $type:ty| $body:block) => {
        #[cfg(test)]
        mod $name {
            use super::*;

            async fn test($arg: $type) $body

            #[test]
            fn sqlite() {
                $crate::run(async { test(<$type>::start($crate::database::sqlite().await).await).await });
            }

            #[test]
            fn postgres() {
                $crate::run(async { test(<$type>::start($crate::database::postgres().await).await).await });
            }
        }
    };
}
