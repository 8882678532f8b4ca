//! Passwords: the rules, and the hash (argon2id).

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use kernel::Problem;
use rand::Rng as _;

/// Shortest password, in characters.
pub const SHORTEST: usize = 10;
/// Longest password, in characters; longer ones would only make hashing slow.
pub const LONGEST: usize = 128;

/// What is wrong with a password somebody wants, if anything.
pub fn objection(password: &str, login: &str) -> Option<String> {
    let length = password.chars().count();
    let kinds = [
        password.chars().any(|c| c.is_ascii_lowercase()),
        password.chars().any(|c| c.is_ascii_uppercase()),
        password.chars().any(|c| c.is_ascii_digit()),
        password.chars().any(|c| !c.is_ascii_alphanumeric()),
    ];
    let distinct = password.chars().collect::<std::collections::HashSet<_>>().len();
    if length < SHORTEST {
        Some(format!("密码至少 {SHORTEST} 个字符"))
    } else if length > LONGEST {
        Some(format!("密码最多 {LONGEST} 个字符"))
    } else if kinds.iter().filter(|k| **k).count() < 2 || distinct < 5 {
        Some("密码太简单：请混用字母、数字或符号，不要重复同一个字符".into())
    } else if !login.is_empty() && password.to_lowercase().contains(&login.to_lowercase()) {
        Some("密码里不要包含登录名".into())
    } else {
        None
    }
}

/// A password nobody has seen yet: about 80 bits, without letters that look alike, in groups that can be read aloud.
pub fn generate() -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut rng = rand::rng();
    let mut group = || (0..4).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())])).collect::<String>();
    // The last digit is always there, so that the rules above are met.
    format!("{}-{}-{}-{}7", group(), group(), group(), group())
}

/// So many at once: each takes 19 MiB, and a flood of sign-ins must not take all the memory there is.
static AT_ONCE: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(4);

/// Hashes a password. Takes tens of milliseconds of processor, so it runs off the async threads.
pub async fn hash(password: String) -> Result<String, Problem> {
    let _turn = AT_ONCE.acquire().await.map_err(Problem::internal)?;
    tokio::task::spawn_blocking(move || {
        Argon2::default().hash_password(password.as_bytes()).map(|h| h.to_string()).map_err(Problem::internal)
    })
    .await
    .map_err(Problem::internal)?
}

/// Whether `password` is the one that was hashed. With no hash it takes as long and is false, so that a stranger cannot
/// tell by the time whether an account exists.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, Problem> {
    let _turn = AT_ONCE.acquire().await.map_err(Problem::internal)?;
    tokio::task::spawn_blocking(move || {
        let Some(hash) = hash else {
            let _ = Argon2::default().hash_password(password.as_bytes());
            return Ok(false);
        };
        let parsed = PasswordHash::new(&hash).map_err(Problem::internal)?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await
    .map_err(Problem::internal)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_refused_in_words() {
        for weak in ["short1", "aaaaaaaaaaaa", "1111111111aa", "abcdefghijkl", "xx-officer-12"] {
            assert!(objection(weak, "officer").is_some(), "{weak}");
        }
        assert_eq!(objection("harbour-lamp-52", "officer"), None);
        assert!(objection(&"ab1-".repeat(60), "x").is_some(), "too long");
    }

    #[tokio::test]
    async fn a_hash_verifies_its_own_password_only() {
        let hash = hash("harbour-lamp-52".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify("harbour-lamp-52".into(), Some(hash.clone())).await.unwrap());
        assert!(!verify("harbour-lamp-53".into(), Some(hash)).await.unwrap());
        assert!(!verify("harbour-lamp-52".into(), None).await.unwrap());
    }
}
