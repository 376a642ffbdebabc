package io.privyseal.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.privyseal.platform.CustomerId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Singleton
class CertificateLocationRepository implements PanacheRepositoryBase<CertificateLocationRow, Long> {
    private static final TypeReference<LinkedHashMap<String, String>> DETAILS = new TypeReference<>() {};

    private final ObjectMapper json;

    CertificateLocationRepository(ObjectMapper json) {
        this.json = json;
    }

    List<CertificateLocation> list(CustomerId customer, long request) {
        return list("customerId = ?1 and requestId = ?2 order by id", customer.value(), request).stream()
                .map(this::toDomain)
                .toList();
    }

    long count(CustomerId customer, long request) {
        return count("customerId = ?1 and requestId = ?2", customer.value(), request);
    }

    Optional<CertificateLocationRow> find(CustomerId customer, long request, CertificateLocationId id) {
        return find("id = ?1 and customerId = ?2 and requestId = ?3", id.value(), customer.value(), request)
                .firstResultOptional();
    }

    void deleteAll(CustomerId customer, long request) {
        delete("customerId = ?1 and requestId = ?2", customer.value(), request);
    }

    CertificateLocation toDomain(CertificateLocationRow row) {
        return new CertificateLocation(new CertificateLocationId(row.id), row.requestId, row.name, read(row.details));
    }

    String write(Map<String, String> details) {
        try {
            return json.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A location cannot be written", e);
        }
    }

    private Map<String, String> read(String details) {
        try {
            return json.readValue(details, DETAILS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored location cannot be read", e);
        }
    }
}
