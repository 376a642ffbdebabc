package io.privyseal.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressListTest {
    @Test
    void containsAddressesOfItsNetworksOnly() {
        AddressList list = AddressList.of(List.of("127.0.0.0/8", "10.1.2.128/25", "::1", "fe80::/10"));
        assertThat(List.of("127.0.0.1", "127.255.0.9", "10.1.2.200", "::1", "fe80::1%eth0", "::ffff:127.0.0.1"))
                .allMatch(list::contains);
        assertThat(List.of("128.0.0.1", "10.1.2.127", "::2", "fec0::1", "localhost", ""))
                .noneMatch(list::contains);
        assertThat(list.contains(null)).isFalse();
    }

    @Test
    void refusesWhatIsNoNetwork() {
        for (String entry : List.of("10.0.0.0/33", "::/129", "10.0.0.0/-1", "example.com", "10.0.0.0/x", "")) {
            assertThatThrownBy(() -> AddressList.of(List.of(entry)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Not an address or network");
        }
    }
}
