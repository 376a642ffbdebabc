package io.privyseal.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CertificateExpiryTest {
    private static final Instant NOW = Instant.parse("2026-05-21T12:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CertificateExpiry expiry = new CertificateExpiry(meters, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void showsTheDaysLeftOfEachCertificate() {
        expiry.watch("ca", "1", "Root", NOW.plus(Duration.ofDays(100)));
        expiry.watch("ca", "2", "Issuing", NOW.plus(Duration.ofHours(36)));
        assertThat(daysLeft("ca", "1")).isEqualTo(100);
        assertThat(daysLeft("ca", "2")).isEqualTo(1.5);
    }

    @Test
    void followsARenewal() {
        expiry.watch("tls", "", "server", NOW.plus(Duration.ofDays(1)));
        expiry.watch("tls", "", "server", NOW.plus(Duration.ofDays(90)));
        assertThat(daysLeft("tls", "")).isEqualTo(90);
    }

    @Test
    void goesBelowZeroAfterTheEnd() {
        expiry.watch("ocsp", "1", "Root", NOW.minus(Duration.ofDays(2)));
        assertThat(daysLeft("ocsp", "1")).isEqualTo(-2);
    }

    private double daysLeft(String use, String authority) {
        return meters.get("privyseal.certificate.days.left")
                .tags("use", use, "authority", authority)
                .gauge()
                .value();
    }
}
