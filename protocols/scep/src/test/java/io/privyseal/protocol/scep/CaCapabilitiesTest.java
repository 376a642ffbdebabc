package io.privyseal.protocol.scep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CaCapabilitiesTest {
    @Test
    void listsStrongAlgorithmsOnly() {
        assertThat(new CaCapabilities(AlgorithmPolicy.STRONG, false).text())
                .isEqualTo("AES\nPOSTPKIOperation\nRenewal\nSHA-256\nSHA-384\nSHA-512\nSCEPStandard");
    }

    @Test
    void listsWeakAlgorithmsAndRollOverWhereTheyAreServed() {
        assertThat(new CaCapabilities(new AlgorithmPolicy(true, true), true)
                        .text()
                        .split("\n"))
                .contains("DES3", "SHA-1", "GetNextCACert");
    }

    @Test
    void neverListsMd5OrSingleDes() {
        assertThat(new CaCapabilities(new AlgorithmPolicy(true, true), true)
                        .text()
                        .split("\n"))
                .doesNotContain("MD5", "DES");
    }

    /** Windows and sscep stumble over other line ends and over blanks. */
    @Test
    void separatesByLineFeedAlone() {
        assertThat(new CaCapabilities(new AlgorithmPolicy(true, true), true).text())
                .matches("[A-Za-z0-9-]+(\n[A-Za-z0-9-]+)*");
    }

    /** strongSwan 5.9 takes SHA-384 for AES. */
    @Test
    void strongSwan59FindsTheKeywordItTakesForAes() {
        assertThat(new CaCapabilities(AlgorithmPolicy.STRONG, false).text()).contains("SHA-384");
    }
}
