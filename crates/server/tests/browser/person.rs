//! What people do on many pages: sign in and out.

use crate::browser::Browser;

impl Browser {
    /// Signs in through the form and comes to where that person's work begins.
    #[track_caller]
    pub fn sign_in(&self, login: &str, password: &str) -> &Self {
        self.open("/sign-in").type_in("登录名", login).type_in("密码", password).press("登录").comes_to("/desk")
    }

    /// Signs out by the button of the desk or of the public site.
    #[track_caller]
    pub fn sign_out(&self) -> &Self {
        self.press("退出登录").comes_to("/").sees("您已退出登录")
    }
}
