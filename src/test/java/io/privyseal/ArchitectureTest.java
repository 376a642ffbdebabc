package io.privyseal;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.haveSimpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.privyseal.authority.CaSigner;
import io.privyseal.authority.CheckpointSigner;
import io.privyseal.authority.CmsSigner;
import io.privyseal.authority.CrlSigner;
import io.privyseal.authority.OcspSigner;
import io.privyseal.authority.PlanSealer;
import io.privyseal.authority.SealedPlan;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.lang.annotation.Annotation;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.bouncycastle.asn1.x509.V1TBSCertificateGenerator;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The directions in which packages depend on each other, the one way to a signature, and rules of style that break silently. */
class ArchitectureTest {
    private static final String KEY_STORE = "io.privyseal.authority.KeyStore";
    private static final String AMBIENT = "io.privyseal.platform.Ambient";

    /** Wire in, wire out; those that do not exist yet are held to the same rule. */
    private static final List<String> DOORS = List.of("rest", "status", "acme", "scep", "est", "form");

    private static final JavaClasses SERVER = new ClassFileImporter()
            .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void readsTheServerItself() {
        assertThat(SERVER.contain(CaSigner.class)).isTrue();
        assertThat(SERVER.contain(ArchitectureTest.class)).isFalse();
    }

    // Directions.

    @Test
    void nothingDependsOnADoorButThatDoor() {
        for (String door : DOORS) {
            String inside = "io.privyseal." + door + "..";
            noClasses()
                    .that()
                    .resideOutsideOfPackage(inside)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(inside)
                    .because("a door takes wire in and wire out, and decides nothing that others need")
                    .check(SERVER);
        }
    }

    @Test
    void groupsOfTheRestDoorDoNotDependOnEachOther() {
        slices().matching("io.privyseal.rest.(*)..")
                .should()
                .notDependOnEachOther()
                .check(SERVER);
    }

    @Test
    void onlyTheDoorOfAProtocolKnowsItsMessages() {
        for (String protocol : List.of("acme", "scep", "est")) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.privyseal." + protocol + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.privyseal.protocol." + protocol + "..")
                    .check(SERVER);
        }
    }

    @Test
    void platformKnowsNoFeature() {
        noClasses()
                .that()
                .resideInAPackage("io.privyseal.platform..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.privyseal..").and(not(resideInAPackage("io.privyseal.platform.."))))
                .check(SERVER);
    }

    @Test
    void featuresHaveNoCycles() {
        slices().matching("io.privyseal.(*)..").should().beFreeOfCycles().check(SERVER);
    }

    @Test
    void proofsOfControlServeEveryProtocolAlike() {
        classes()
                .that()
                .resideInAPackage("io.privyseal.validation..")
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("io.privyseal.."))
                        .or(resideInAnyPackage(
                                "io.privyseal.validation..", "io.privyseal.platform..", "io.privyseal.audit..")))
                .check(SERVER);
    }

    @Test
    void onlyDoorsAndListenersSpeakHttp() {
        noClasses()
                .that(not(resideInAnyPackage("io.privyseal.platform..", "io.privyseal.setup.."))
                        .and(not(resideInAnyPackage(DOORS.stream()
                                .map(door -> "io.privyseal." + door + "..")
                                .toArray(String[]::new)))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "io.vertx..", "com.fasterxml.jackson.annotation..")
                .check(SERVER);
    }

    // The one way to a certificate.

    @Test
    void onlyEnrollmentSealsPlansAndSignsCertificates() {
        classes()
                .that(assignableTo(CaSigner.class).or(assignableTo(PlanSealer.class)))
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage("io.privyseal.enrollment..")
                .because("every certificate, a CA's included, goes through the pipeline or its sisters there")
                .check(SERVER);
    }

    @Test
    void certificateSignerAcceptsNothingButASealedPlan() {
        methods()
                .that()
                .areDeclaredIn(CaSigner.class)
                .and()
                .areNotPrivate()
                .should()
                .haveName("sign")
                .andShould()
                .haveRawParameterTypes(SealedPlan.class)
                .check(SERVER);
    }

    @Test
    void onlyThePlanSealerMakesSealedPlans() {
        onlyAccessedBy(
                target(owner(assignableTo(SealedPlan.class))).and(target(name("<init>"))),
                belongToAnyOf(PlanSealer.class));
    }

    @Test
    void onlyTheCertificateSignerRedeemsSealedPlans() {
        onlyAccessedBy(
                target(owner(assignableTo(SealedPlan.class))).and(target(name("redeem"))),
                belongToAnyOf(CaSigner.class));
    }

    @Test
    void onlyNarrowSignersUseKeys() {
        onlyAccessedBy(
                target(owner(assignableTo(KEY_STORE))).and(target(name("sign"))),
                belongToAnyOf(
                        CaSigner.class, CrlSigner.class, OcspSigner.class, CheckpointSigner.class, CmsSigner.class));
        classes()
                .that(assignableTo(KEY_STORE))
                .should()
                .notBePublic()
                .because("nobody outside the package may name a key store")
                .check(SERVER);
    }

    @Test
    void signersOfOtherThingsCannotNameATbsCertificate() {
        noClasses()
                .that(belongToAnyOf(CrlSigner.class, OcspSigner.class, CheckpointSigner.class, CmsSigner.class))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.bouncycastle\\.asn1\\.x509\\..*TBSCertificate.*")
                .check(SERVER);
        methods()
                .that()
                .areDeclaredInClassesThat(
                        belongToAnyOf(CrlSigner.class, OcspSigner.class, CheckpointSigner.class, CmsSigner.class))
                .and()
                .areNotPrivate()
                .should()
                .notHaveRawParameterTypes(DescribedPredicate.anyElementThat(
                        DescribedPredicate.<JavaClass>describe("byte[]", type -> type.isEquivalentTo(byte[].class))))
                .because("bytes from elsewhere could be a to-be-signed certificate")
                .check(SERVER);
    }

    @Test
    void onlyKeyStoresTurnPrivateKeysIntoSignatures() {
        onlyAccessedBy(
                target(owner(assignableTo(Signature.class))).and(target(name("initSign"))), assignableTo(KEY_STORE));
        noClasses()
                .should()
                .dependOnClassesThat(assignableTo(ContentSigner.class)
                        .or(resideInAPackage("org.bouncycastle.crypto.signers.."))
                        .or(nameMatching(".*\\.(Jca|Bc)\\w*ContentSigner\\w*")))
                .check(SERVER);
    }

    @Test
    void onlyThePlanSealerBuildsCertificates() {
        noClasses()
                .that(not(belongToAnyOf(PlanSealer.class)))
                .should()
                .dependOnClassesThat(assignableTo(V3TBSCertificateGenerator.class)
                        .or(assignableTo(V1TBSCertificateGenerator.class))
                        .or(assignableTo(X509v3CertificateBuilder.class))
                        .or(assignableTo(X509v1CertificateBuilder.class))
                        .or(simpleNameEndingWith("CertificateGenerator"))
                        .or(resideInAPackage("sun.security..")))
                .check(SERVER);
    }

    // Time and randomness are injected.

    @Test
    void onlyTheInjectedClockTellsTheTime() {
        onlyAccessedBy(
                target(owner(resideInAPackage("java.time..")))
                        .and(target(name("now")))
                        .and(withoutArguments()),
                nobody());
        onlyAccessedBy(target(owner(assignableTo(System.class))).and(target(name("currentTimeMillis"))), nobody());
        onlyAccessedBy(
                target(owner(assignableTo(Date.class)))
                        .and(target(name("<init>")))
                        .and(withoutArguments()),
                nobody());
        onlyAccessedBy(
                target(owner(assignableTo(Clock.class))).and(target(nameMatching("system.*|tick.*"))), name(AMBIENT));
    }

    @Test
    void onlyTheInjectedSourceIsRandom() {
        onlyAccessedBy(
                target(owner(assignableTo(SecureRandom.class))).and(target(nameMatching("<init>|getInstance.*"))),
                name(AMBIENT));
        noClasses()
                .should()
                .dependOnClassesThat(belongToAnyOf(ThreadLocalRandom.class))
                .check(SERVER);
        onlyAccessedBy(target(owner(name(Random.class.getName()))).and(target(name("<init>"))), nobody());
        onlyAccessedBy(target(owner(assignableTo(Math.class))).and(target(name("random"))), nobody());
    }

    // Style.

    @Test
    void dependenciesComeThroughConstructors() {
        noFields()
                .should()
                .beAnnotatedWith(Inject.class)
                .orShould()
                .beAnnotatedWith(ConfigProperty.class)
                .orShould()
                .beAnnotatedWith(Context.class)
                .orShould()
                .beAnnotatedWith(PersistenceContext.class)
                .check(SERVER);
    }

    @Test
    void onlyRowsAndRepositoriesKnowPersistence() {
        noClasses()
                .that(not(partOf(simpleNameEndingWith("Row")
                        .or(simpleNameEndingWith("Repository"))
                        // Builds the queries of a repository's filter.
                        .or(simpleNameEndingWith("Search"))
                        // Sees statements on their way to the database.
                        .or(simpleNameEndingWith("Watch"))
                        .or(annotated(Embeddable.class)))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("jakarta.persistence..", "org.hibernate..")
                        // Who records the same thing a moment later must know why it failed.
                        .and(not(resideInAPackage("org.hibernate.exception.."))))
                .check(SERVER);
    }

    @Test
    void rowsAndRepositoriesStayInTheirPackage() {
        classes()
                .that(annotated(Entity.class).or(simpleNameEndingWith("Repository")))
                .and()
                .areNotInterfaces()
                .should()
                .bePackagePrivate()
                .check(SERVER);
    }

    @Test
    void entitiesAreCalledRows() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .haveSimpleNameEndingWith("Row")
                .check(SERVER);
    }

    @Test
    void transactionsBelongToUseCases() {
        DescribedPredicate<JavaClass> others = simpleNameEndingWith("Resource")
                .or(simpleNameEndingWith("Endpoint"))
                .or(simpleNameEndingWith("Repository"))
                .or(simpleNameEndingWith("Row"))
                // Doors without state of their own.
                .or(resideInAnyPackage("io.privyseal.rest..", "io.privyseal.status.."));
        noClasses().that(others).should().beAnnotatedWith(Transactional.class).check(SERVER);
        noMethods()
                .that()
                .areDeclaredInClassesThat(others)
                .should()
                .beAnnotatedWith(Transactional.class)
                .check(SERVER);
    }

    @Test
    void endpointsRunOnVirtualThreads() {
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .beAnnotatedWith(RunOnVirtualThread.class)
                .andShould(haveSimpleNameEndingWith("Resource").or(haveSimpleNameEndingWith("Endpoint")))
                .check(SERVER);
    }

    @Test
    void namesSayWhatAClassDoes() {
        noClasses()
                .should()
                .haveNameMatching(".*[.$](\\w*(Manager|Helper|Utils?|Impl|Base)|Abstract\\w*)")
                .check(SERVER);
    }

    @Test
    void onlyTheCommandLineWritesToTheConsole() {
        onlyAccessedBy(
                target(owner(assignableTo(System.class))).and(target(nameMatching("out|err"))),
                partOf(name(Main.class.getName()))
                        .or(name("io.privyseal.setup.Welcome"))
                        .or(nameMatching(".*Commands?")));
        onlyAccessedBy(target(owner(assignableTo(Throwable.class))).and(target(name("printStackTrace"))), nobody());
    }

    @Test
    void everyPackageDeclaresItsNullness() {
        List<String> unmarked = new ArrayList<>();
        for (JavaClass type : SERVER) {
            JavaPackage home = type.getPackage();
            if (!home.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(home.getName());
            }
        }
        assertThat(unmarked).isEmpty();
    }

    /** Calls and method references alike. */
    private static void onlyAccessedBy(
            DescribedPredicate<? super JavaAccess<?>> access, DescribedPredicate<? super JavaClass> callers) {
        noClasses().that(not(callers)).should().accessTargetWhere(access).check(SERVER);
    }

    private static DescribedPredicate<JavaClass> nobody() {
        return DescribedPredicate.alwaysFalse();
    }

    private static DescribedPredicate<JavaAccess<?>> withoutArguments() {
        return DescribedPredicate.describe(
                "without arguments",
                access -> access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget called
                        && called.getRawParameterTypes().isEmpty());
    }

    private static DescribedPredicate<JavaClass> annotated(Class<? extends Annotation> annotation) {
        return DescribedPredicate.describe(
                "annotated with @" + annotation.getSimpleName(), type -> type.isAnnotatedWith(annotation));
    }

    /** The class itself or one in which it is nested. */
    private static DescribedPredicate<JavaClass> partOf(DescribedPredicate<? super JavaClass> outer) {
        return DescribedPredicate.describe("part of " + outer.getDescription(), type -> {
            JavaClass some = type;
            while (!outer.test(some) && some.getEnclosingClass().isPresent()) {
                some = some.getEnclosingClass().get();
            }
            return outer.test(some);
        });
    }
}
