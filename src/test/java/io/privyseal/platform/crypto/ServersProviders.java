package io.privyseal.platform.crypto;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** The tests run with the crypto providers of the packaged server, which its main method installs. */
public final class ServersProviders implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        CryptoProviders.install();
    }
}
