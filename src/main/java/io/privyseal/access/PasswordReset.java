package io.privyseal.access;

import io.privyseal.audit.Actor;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.security.SecureRandom;

/** Gives an administrator a new random password from the server's console: the way back in when all are lost. */
@ApplicationScoped
public class PasswordReset {
    private final AdministratorRepository repository;
    private final AdministratorChanges changes;
    private final PasswordHash passwords;
    private final SecureRandom random;

    PasswordReset(
            AdministratorRepository repository,
            AdministratorChanges changes,
            PasswordHash passwords,
            SecureRandom random) {
        this.repository = repository;
        this.changes = changes;
        this.passwords = passwords;
        this.random = random;
    }

    /**
     * Replaces the password; a suspended administrator stays suspended.
     *
     * @return the new password, which is kept nowhere
     * @throws RefusedException when there is no such login
     */
    @ActivateRequestContext
    public String reset(String customerUri, String login) {
        Login known = repository
                .find(customerUri, login)
                .orElseThrow(() -> new RefusedException(
                        Refusal.UNKNOWN_ADMINISTRATOR, "There is no administrator with this login."));
        String password = PasswordPolicy.random(random);
        Administrator administrator = known.administrator();
        changes.replacePassword(
                administrator.customer(), administrator.id(), passwords.hash(password), Actor.system("reset-password"));
        return password;
    }
}
