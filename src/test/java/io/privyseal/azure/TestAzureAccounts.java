package io.privyseal.azure;

import io.privyseal.audit.Actor;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Reach;
import io.privyseal.platform.CustomerId;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Makes accounts for the stand-in, apart from those of other tests. */
@Singleton
public class TestAzureAccounts {
    private static final Actor ACTOR = Actor.system("test");
    private static final AtomicLong NEXT = new AtomicLong(new SecureRandom().nextInt(1_000_000_000));

    private final AzureAccounts accounts;

    TestAzureAccounts(AzureAccounts accounts) {
        this.accounts = accounts;
    }

    /** An account that is delegated to these organizations. */
    public AzureAccountId create(CustomerId customer, OrganizationId... organizations) {
        AzureAccountId id = accounts.create(
                        customer,
                        Reach.everything(),
                        new AzureAccountDraft(
                                "Intune " + NEXT.incrementAndGet(),
                                AzureEnvironment.AZURE,
                                MicrosoftStandIn.TENANT,
                                MicrosoftStandIn.APPLICATION,
                                new ApplicationSecret(MicrosoftStandIn.SECRET)),
                        ACTOR)
                .id();
        AzureDelegation delegation = new AzureDelegation(AzureDelegation.Mode.CUSTOMIZED, Set.of(organizations));
        return accounts.delegate(customer, Reach.everything(), id, delegation, ACTOR)
                .id();
    }
}
