package io.privyseal.revocation;

import io.privyseal.platform.secret.MasterKey;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

@Alternative
@Singleton
class TestMasterKey {
    @Produces
    @Singleton
    MasterKey masterKey(SecureRandom random) {
        return MasterKey.parse("00112233445566778899aabbccddeeff".repeat(2), random);
    }
}
