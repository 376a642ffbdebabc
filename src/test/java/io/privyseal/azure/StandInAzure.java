package io.privyseal.azure;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The settings of a server whose Microsoft is a stand-in. */
@Alternative
@Singleton
public class StandInAzure extends StandInConfig {
    private final MicrosoftStandIn microsoft;

    @Inject
    StandInAzure() {
        this(new TestAuthority());
    }

    private StandInAzure(TestAuthority authority) {
        this(new MicrosoftStandIn(authority), authority);
    }

    private StandInAzure(MicrosoftStandIn microsoft, TestAuthority authority) {
        super(microsoft, authority);
        this.microsoft = microsoft;
    }

    public MicrosoftStandIn microsoft() {
        return microsoft;
    }

    @PreDestroy
    void close() {
        microsoft.close();
    }
}
