package io.privyseal.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutagesTest {
    @ParameterizedTest
    @CsvSource({
        "08006, 0,     true",
        "57P01, 0,     true",
        "53100, 0,     true",
        "40001, 0,     true",
        "90020, 90020, true",
        "HY000, 90028, true",
        "HY000, 90100, true",
        "HYT00, 50200, true",
        "23505, 23505, false",
        "42601, 0,     false",
    })
    void knowsAnOutageByStateOrVendorCode(String state, int code, boolean outage) {
        assertThat(Outages.isOutage(new IllegalStateException(new SQLException("x", state, code))))
                .isEqualTo(outage);
    }

    @Test
    void knowsThePoolsTimeOut() {
        assertThat(Outages.isOutage(new SQLException("Sorry, acquisition timeout!")))
                .isTrue();
    }

    @Test
    void looksAtSuppressedCauses() {
        Exception commit = new IllegalStateException("could not commit");
        commit.addSuppressed(new SQLException("gone", "08006"));
        assertThat(Outages.isOutage(commit)).isTrue();
    }

    @Test
    void takesABugForABug() {
        Exception loop = new IllegalStateException("a");
        loop.initCause(new IllegalArgumentException(loop));
        assertThat(Outages.isOutage(loop)).isFalse();
    }
}
