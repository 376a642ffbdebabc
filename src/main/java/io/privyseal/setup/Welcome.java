package io.privyseal.setup;

import io.privyseal.platform.BeforeListening;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;

/** The last word before the ports open. */
@Singleton
@Priority(900)
class Welcome implements BeforeListening {
    private final Banner banner;

    Welcome(Banner banner) {
        this.banner = banner;
    }

    @Override
    public void beforeListening() {
        banner.print(System.out);
    }
}
