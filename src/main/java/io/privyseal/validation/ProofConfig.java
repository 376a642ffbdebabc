package io.privyseal.validation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long proofs count. */
@ConfigMapping(prefix = "privyseal.proof")
interface ProofConfig {
    /** From a proof to its expiry. */
    @WithDefault("30d")
    Duration lifetime();
}
