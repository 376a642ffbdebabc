package io.privyseal.protocol.scep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers of RFC 8894 §3.2.1 and the algorithms' identifiers. */
class WireTablesTest {
    @ParameterizedTest
    @EnumSource
    void findsEachMessageTypeByItsNumber(MessageType type) {
        assertThat(MessageType.find(Integer.toString(type.code()))).contains(type);
    }

    @Test
    void messageTypesHaveTheNumbersOfTheRfc() {
        assertThat(MessageType.values()).extracting(MessageType::code).containsExactly(3, 17, 19, 20, 21, 22);
        assertThat(MessageType.find("99")).isEmpty();
        assertThat(MessageType.find("019")).isEmpty();
    }

    @Test
    void statusesAndFailuresHaveTheNumbersOfTheRfc() {
        assertThat(PkiStatus.values()).extracting(PkiStatus::code).containsExactly(0, 2, 3);
        assertThat(FailInfo.values()).extracting(FailInfo::code).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void pkcsReqAndRenewalReqAreEnrolments() {
        assertThat(MessageType.values())
                .filteredOn(MessageType::isEnrolment)
                .containsExactly(MessageType.RENEWAL_REQ, MessageType.PKCS_REQ);
    }

    @ParameterizedTest
    @EnumSource
    void findsEachDigest(DigestAlgorithm digest) {
        assertThat(DigestAlgorithm.find(digest.oid())).contains(digest);
        assertThat(digest.digest(new byte[0])).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void findsEachCipher(ContentCipher cipher) {
        assertThat(ContentCipher.find(cipher.oid())).contains(cipher);
    }
}
