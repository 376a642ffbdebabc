package io.privyseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.Organizations;
import io.privyseal.organization.Reach;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class RequestedRepositoryTest {
    private static final int ONES_AT_ONCE = 12;

    @Inject
    TestTenants tenants;

    @Inject
    EnrollmentRecoveryTest.Door door;

    @Inject
    Profiles profiles;

    @Inject
    Organizations organizations;

    private Tenant tenant;

    @BeforeEach
    void makesATenant() {
        tenant = tenants.create();
    }

    @Test
    void keepsAProfileByWhichSomethingWasRequested() {
        submit(tenant.reviewed());
        assertThatThrownBy(() -> profiles.delete(tenant.customer(), tenant.reviewed(), TestTenants.ACTOR))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Refusal.IN_USE));
        profiles.delete(tenant.customer(), tenant.automatic(), TestTenants.ACTOR);
    }

    @Test
    void keepsAnOrganizationThatHasRequested() {
        submit(tenant.automatic());
        assertThatThrownBy(() -> organizations.delete(
                        tenant.customer(), Reach.everything(), tenant.organization(), TestTenants.ACTOR))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Refusal.IN_USE));
    }

    @Test
    void takesFirstRequestsThatComeAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(ONES_AT_ONCE)) {
            List<Future<Outcome>> outcomes =
                    threads.invokeAll(Collections.nCopies(ONES_AT_ONCE, () -> submit(tenant.automatic())));
            for (Future<Outcome> outcome : outcomes) {
                assertThat(outcome.get()).isInstanceOf(Outcome.Issued.class);
            }
        }
    }

    private Outcome submit(ProfileId profile) {
        return door.submit(new EnrollmentRequest(
                tenant.customer(),
                tenant.organization(),
                profile,
                CertificateKind.SSL,
                TestCsr.der(new X500Name("CN=www.example.test")),
                List.of(),
                90,
                "",
                "",
                List.of(),
                TestTenants.ACTOR,
                RequestedVia.REST,
                null,
                false));
    }
}
