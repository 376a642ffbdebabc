package io.privyseal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.platform.AddressRange;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRulesTest {
    private static final TargetRules PLAIN = new TargetRules(Optional.empty(), List.of(), Set.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "192.0.2.1",
                "8.8.8.8",
                "fd12:3456::1",
                "2001:db8::1",
                "2606:4700::1111",
                "64:ff9b::c000:201",
                "2002:c000:201::1",
                "::192.0.2.1"
            })
    void admitsPrivateAndPublicAddresses(String address) {
        assertThat(admits(PLAIN, address, TargetPolicy.OTHER_HOSTS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "169.254.0.1",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "::",
                "fe80::1",
                "febf::1",
                "ff02::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "fd00:42::42"
            })
    void neverAdmitsWhatIsNoHostOfItsOwn(String address) {
        assertThat(admits(PLAIN, address, TargetPolicy.OTHER_HOSTS)).isFalse();
        assertThat(admits(PLAIN, address, TargetPolicy.OTHER_HOSTS_AND_LOOPBACK))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // compatible, translated, NAT64 with either prefix, 6to4, Teredo, ISATAP
                "::169.254.169.254",
                "::ffff:0:169.254.169.254",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1:a9fe:a9:fe00::",
                "2002:a9fe:a9fe::1",
                "2001:0:4136:e378:8000:63bf:5601:5601",
                "2001:db8::5efe:169.254.169.254",
                "fd00::200:5efe:169.254.169.254",
                "64:ff9b::0.0.0.0",
                "2002:e000:1::"
            })
    void seesThroughAddressesThatCarryAForbiddenOne(String address) {
        assertThat(admits(PLAIN, address, TargetPolicy.OTHER_HOSTS_AND_LOOPBACK))
                .isFalse();
    }

    @Test
    void seesThroughAMappedAddressThatIsStillSixteenOctets() throws UnknownHostException {
        byte[] octets = new byte[16];
        octets[10] = octets[11] = (byte) 0xff;
        octets[12] = octets[14] = (byte) 169;
        octets[13] = octets[15] = (byte) 254;
        InetAddress mapped = Inet6Address.getByAddress(null, octets, -1);

        assertThat(mapped.getAddress()).hasSize(16);
        assertThat(PLAIN.admit(mapped, 80, TargetPolicy.OTHER_HOSTS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "64:ff9b::127.0.0.1", "::127.0.0.1", "2002:7f00:1::"})
    void admitsLoopbackOnlyWhereTheCallerAllowsIt(String address) {
        assertThat(admits(PLAIN, address, TargetPolicy.OTHER_HOSTS)).isFalse();
        assertThat(admits(PLAIN, address, TargetPolicy.OTHER_HOSTS_AND_LOOPBACK))
                .isTrue();
    }

    @Test
    void admitsOnlyWhatIsListedWhereThereIsAList() {
        TargetRules rules = new TargetRules(Optional.of(ranges("10.0.0.0/8", "fd00::/8")), List.of(), Set.of());

        assertThat(admits(rules, "10.1.2.3", TargetPolicy.OTHER_HOSTS)).isTrue();
        assertThat(admits(rules, "fd01::1", TargetPolicy.OTHER_HOSTS)).isTrue();
        assertThat(admits(rules, "192.168.1.1", TargetPolicy.OTHER_HOSTS)).isFalse();
        assertThat(admits(rules, "127.0.0.1", TargetPolicy.OTHER_HOSTS_AND_LOOPBACK))
                .isFalse();
    }

    @Test
    void cannotBeMadeToAdmitMetadataServices() {
        TargetRules rules = new TargetRules(Optional.of(ranges("0.0.0.0/0", "::/0")), List.of(), Set.of());

        assertThat(admits(rules, "169.254.169.254", TargetPolicy.OTHER_HOSTS)).isFalse();
        assertThat(admits(rules, "192.0.2.1", TargetPolicy.OTHER_HOSTS)).isTrue();
    }

    @Test
    void prefersDenialToPermission() {
        TargetRules rules =
                new TargetRules(Optional.of(ranges("10.0.0.0/8")), ranges("10.9.0.0/16", "192.0.2.0/24"), Set.of());

        assertThat(admits(rules, "10.8.0.1", TargetPolicy.OTHER_HOSTS)).isTrue();
        assertThat(admits(rules, "10.9.0.1", TargetPolicy.OTHER_HOSTS)).isFalse();
    }

    @Test
    void seesThroughAddressesThatCarryADeniedOne() {
        TargetRules rules = new TargetRules(Optional.empty(), ranges("10.9.0.0/16"), Set.of());

        assertThat(admits(rules, "64:ff9b::10.9.0.1", TargetPolicy.OTHER_HOSTS)).isFalse();
    }

    @Test
    void neverAdmitsTheListenersOfThisServer() throws SocketException {
        TargetRules rules = new TargetRules(Optional.empty(), List.of(), Set.of(80));

        assertThat(admits(rules, "127.0.0.1", TargetPolicy.OTHER_HOSTS_AND_LOOPBACK))
                .isFalse();
        assertThat(admits(rules, "::1", TargetPolicy.OTHER_HOSTS_AND_LOOPBACK)).isFalse();
        assertThat(rules.admit(InetAddress.ofLiteral("127.0.0.1"), 81, TargetPolicy.OTHER_HOSTS_AND_LOOPBACK))
                .isTrue();
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .forEach(own -> assertThat(rules.admit(own, 80, TargetPolicy.OTHER_HOSTS_AND_LOOPBACK))
                        .as(own.toString())
                        .isFalse());
        assertThat(admits(rules, "192.0.2.1", TargetPolicy.OTHER_HOSTS)).isTrue();
    }

    private static boolean admits(TargetRules rules, String address, TargetPolicy policy) {
        return rules.admit(InetAddress.ofLiteral(address), 80, policy);
    }

    private static List<AddressRange> ranges(String... texts) {
        return List.of(texts).stream().map(AddressRange::of).toList();
    }
}
