package io.privyseal.authority.lint;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.BasicConstraints;

/** The path length is the planned one. */
final class PathLengthMatchesPlan implements Lint<LintSubject> {
    @Override
    public String source() {
        return "Plan conformance; RFC 5280 §4.2.1.9";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        Optional<BigInteger> actual = subject.basicConstraints()
                .map(BasicConstraints::getPathLenConstraintInteger)
                .map(ASN1Integer::getValue);
        Optional<BigInteger> planned =
                Optional.ofNullable(subject.plan().pathLength()).map(BigInteger::valueOf);
        return Faults.when(!actual.equals(planned), "The path length is not the planned one.");
    }
}
