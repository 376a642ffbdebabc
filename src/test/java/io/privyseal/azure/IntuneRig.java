package io.privyseal.azure;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.privyseal.platform.CustomerId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Our side without a server around it: everything from the question to the wire, a clock and pauses that take no time. */
final class IntuneRig {
    static final CustomerId CUSTOMER = new CustomerId(1);
    static final AzureAccountId ACCOUNT = new AzureAccountId(7);
    static final String VERSION = "1.2.3";

    /** Time that passes when it is told to. */
    static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void goAhead(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Pauses that are only noted. */
    static final class NotedPauses extends Pauses {
        final List<Duration> noted = new ArrayList<>();

        @Override
        void pause(Duration duration) {
            noted.add(duration);
        }
    }

    final SetClock clock = new SetClock();
    final NotedPauses pauses = new NotedPauses();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final StandInConfig config;
    final AccessTokens tokens;
    final IntuneServices services;
    final MicrosoftIntune intune;

    @Nullable
    Credentials credentials;

    IntuneRig(StandInConfig config) {
        this.config = config;
        this.credentials = credentials(MicrosoftStandIn.SECRET);
        SecureRandom random = new SecureRandom();
        AzureClouds clouds = new AzureClouds(config);
        MicrosoftHttp http = new MicrosoftHttp(config, random);
        Answers answers = new Answers(clock);
        this.tokens = new AccessTokens(http, clouds, answers, clock);
        MicrosoftClient client = new MicrosoftClient(http, tokens, answers, random, VERSION);
        this.services = new IntuneServices(client, clouds, clock);
        IntuneService service = new IntuneService(client, services, config, pauses, meters, clock);
        this.intune = new MicrosoftIntune(
                (customer, id) -> customer.equals(CUSTOMER) && id.equals(ACCOUNT)
                        ? Optional.ofNullable(credentials)
                        : Optional.empty(),
                service,
                meters);
    }

    static Credentials credentials(String secret) {
        return new Credentials(
                ACCOUNT,
                AzureEnvironment.AZURE,
                MicrosoftStandIn.TENANT,
                MicrosoftStandIn.APPLICATION,
                new ApplicationSecret(secret));
    }

    Verdict validate() {
        return validate("transaction-1");
    }

    Verdict validate(String transaction) {
        return intune.validate(CUSTOMER, ACCOUNT, transaction, csr());
    }

    /** What Intune validates is opaque to us: any bytes will do. */
    static byte[] csr() {
        byte[] bytes = new byte[1500];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    static IssuedNotice issued() {
        return new IssuedNotice(
                "5f1c0d2b7a9e4c63d8f00112a4b5c6d7e8f90a1b",
                "4b9c0415af77",
                Instant.parse("2027-01-01T00:00:00Z"),
                "CN=Issuing CA,O=Example",
                "Phones",
                null);
    }

    boolean notifySuccess() {
        return intune.notifySuccess(CUSTOMER, ACCOUNT, "transaction-1", csr(), issued());
    }

    boolean notifyFailure(String description) {
        return intune.notifyFailure(CUSTOMER, ACCOUNT, "transaction-1", csr(), IntuneFailure.DENIED, description);
    }
}
