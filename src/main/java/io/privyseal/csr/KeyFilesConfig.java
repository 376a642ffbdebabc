package io.privyseal.csr;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where lists of keys are kept that no certificate may certify. */
@ConfigMapping(prefix = "privyseal")
interface KeyFilesConfig {
    /**
     * File of blocked public keys, one per line: the SHA-256 of the SubjectPublicKeyInfo in hexadecimal, or a 20-digit line
     * of the Debian {@code openssl-blacklist} files; {@code #} starts a comment. Read again when it changes.
     */
    Optional<Path> blockedKeys();

    /**
     * File of primes or moduli in hexadecimal, one per line, with which no RSA modulus may share a factor; {@code #} starts
     * a comment. Read again when it changes.
     */
    Optional<Path> sharedFactors();
}
