package io.privyseal.setup;

import io.privyseal.access.PasswordReset;
import io.privyseal.audit.AuditCheckpointJob;
import io.privyseal.organization.Customer;
import io.privyseal.organization.Customers;
import io.privyseal.platform.OfflineCommand;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** {@code reset-password}: the way back in. Prints the new password once, alone on standard output. */
@Singleton
class PasswordResetCommand implements OfflineCommand {
    private static final String CUSTOMER = "--customer";

    private final PasswordReset reset;
    private final Customers customers;
    private final AuditCheckpointJob checkpoints;

    PasswordResetCommand(PasswordReset reset, Customers customers, AuditCheckpointJob checkpoints) {
        this.reset = reset;
        this.customers = customers;
        this.checkpoints = checkpoints;
    }

    @Override
    public String name() {
        return "reset-password";
    }

    @Override
    public String usage() {
        return "[--customer URI] LOGIN";
    }

    @Override
    public int run(List<String> arguments) {
        return switch (arguments.size()) {
            case 1 -> onlyCustomer().map(uri -> run(uri, arguments.getFirst())).orElse(USAGE);
            case 3 -> arguments.getFirst().equals(CUSTOMER) ? run(arguments.get(1), arguments.getLast()) : USAGE;
            default -> USAGE;
        };
    }

    private Optional<String> onlyCustomer() {
        List<Customer> all = customers.all();
        if (all.size() == 1) {
            return Optional.of(all.getFirst().uri());
        }
        System.err.println("privyseal: name the customer with --customer: "
                + all.stream().map(Customer::uri).toList());
        return Optional.empty();
    }

    private int run(String customerUri, String login) {
        if (login.startsWith("-")) {
            return USAGE;
        }
        String password = reset.reset(customerUri, login);
        checkpoints.takeNow();
        System.err.println("New password of '" + login + "' (customer " + customerUri + "), shown only now:");
        System.out.println(password);
        return 0;
    }
}
