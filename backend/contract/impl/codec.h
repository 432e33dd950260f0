// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/amount.h"
#include "contract/operation.h"

#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <fmt/format.h>

#include <cmath>

/// Walks described structs. Include only from the per-area codec sources: it is slow to compile.
namespace bursar::contract::codec {

namespace describe = boost::describe;
namespace mp11 = boost::mp11;

inline constexpr std::size_t kTextBytesMax = 64 * 1024;
inline constexpr std::size_t kListMax = 100'000;

/// Binary content: base64 in JSON, raw in an octets body.
template <class T> struct IsOptional : std::false_type {};
template <class T> struct IsOptional<std::optional<T>> : std::true_type {};
template <class T> struct IsVector : std::false_type {};
template <class T> struct IsVector<std::vector<T>> : std::true_type {};
template <class T> struct IsMap : std::false_type {};
template <class T> struct IsMap<std::map<std::string, T>> : std::true_type {};
template <class T> concept Described = describe::has_describe_members<T>::value && !std::is_union_v<T>;
template <class T> concept DescribedEnum = std::is_enum_v<T> && describe::has_describe_enumerators<T>::value;
template <class T>
using Members = describe::describe_members<T, describe::mod_public | describe::mod_inherited>;

/// Wire name of a member: its own, unless the struct lists it in kWireNames {member, wire}.
template <class T>
std::string_view wireName(std::string_view member)
{
    if constexpr (requires { T::kWireNames; }) {
        for (const auto& [own, wire] : T::kWireNames) {
            if (own == member)
                return wire;
        }
    }
    return member;
}

class Decoder {
public:
    std::vector<base::FieldError> errors;

    void fail(const std::string& path, std::string code, std::string detail)
    {
        if (errors.size() < 50)
            errors.push_back({path, std::move(code), std::move(detail)});
    }

    template <class T>
    void decode(const json::value& value, T& out, const std::string& path)
    {
        if constexpr (std::is_same_v<T, json::value>)
            out = value;
        else if constexpr (std::is_same_v<T, json::object>)
            value.is_object() ? void(out = value.get_object()) : fail(path, "wrong_type", "must be an object");
        else if constexpr (std::is_same_v<T, bool>)
            value.is_bool() ? void(out = value.get_bool()) : fail(path, "wrong_type", "must be true or false");
        else if constexpr (std::is_same_v<T, std::string>)
            decodeText(value, out, path);
        else if constexpr (std::is_integral_v<T>)
            decodeInteger(value, out, path);
        else if constexpr (std::is_floating_point_v<T>)
            decodeNumber(value, out, path);
        else if constexpr (DescribedEnum<T>)
            decodeEnum(value, out, path);
        else if constexpr (std::is_same_v<T, base::Time>)
            decodeTime(value, out, path);
        else if constexpr (std::is_same_v<T, base::Amount>)
            decodeAmount(value, out, path);
        else if constexpr (IsOptional<T>::value)
            decodeOptional(value, out, path);
        else if constexpr (IsVector<T>::value)
            decodeVector(value, out, path);
        else if constexpr (IsMap<T>::value)
            decodeMap(value, out, path);
        else
            decodeStruct(value, out, path, false);
    }

    template <class T>
    void decodeStruct(const json::value& value, T& out, const std::string& path, bool lenient)
    {
        if (!value.is_object())
            return fail(path.empty() ? "body" : path, "wrong_type", "must be an object");
        const json::object& object = value.get_object();
        std::size_t used = 0;
        mp11::mp_for_each<Members<T>>([&](auto member) {
            auto& field = out.*member.pointer;
            const std::string_view name = wireName<T>(member.name);
            const json::value* found = find<T>(object, name, used);
            const std::string where = path.empty() ? std::string(name) : path + "." + std::string(name);
            if (found)
                decode(*found, field, where);
            else if constexpr (requires { T::kDefaults; })
                return;
            else if constexpr (!IsOptional<std::remove_reference_t<decltype(field)>>::value
                               && !IsVector<std::remove_reference_t<decltype(field)>>::value
                               && !IsMap<std::remove_reference_t<decltype(field)>>::value)
                fail(where, "missing", "is required");
        });
        if (!lenient && used < object.size())
            reportUnknown<T>(object, path);
    }

private:
    template <class T>
    static const json::value* find(const json::object& object, std::string_view name, std::size_t& used)
    {
        const json::value* found = object.if_contains(name);
        used += found ? 1 : 0;
        if constexpr (requires { T::kAliases; }) {
            for (const auto& [alias, own] : T::kAliases) {
                if (own != name)
                    continue;
                const json::value* other = object.if_contains(alias);
                used += other ? 1 : 0;
                found = found ? found : other;
            }
        }
        return found;
    }

    template <class T>
    void reportUnknown(const json::object& object, const std::string& path)
    {
        for (const auto& item : object) {
            bool known = false;
            mp11::mp_for_each<Members<T>>([&](auto member) { known = known || wireName<T>(member.name) == item.key(); });
            if constexpr (requires { T::kAliases; }) {
                for (const auto& [alias, own] : T::kAliases)
                    known = known || alias == item.key();
            }
            if (!known)
                fail(path.empty() ? std::string(item.key()) : path + "." + std::string(item.key()), "unknown_field",
                     "is not a field of this request");
        }
    }

    void decodeText(const json::value& value, std::string& out, const std::string& path)
    {
        if (!value.is_string())
            return fail(path, "wrong_type", "must be text");
        const json::string& text = value.get_string();
        if (text.size() > kTextBytesMax)
            return fail(path, "too_long", fmt::format("is longer than {} bytes", kTextBytesMax));
        if (text.find('\0') != json::string::npos)
            return fail(path, "contains_nul", "contains a NUL character");
        out.assign(text.data(), text.size());
    }

    template <class T>
    void decodeInteger(const json::value& value, T& out, const std::string& path)
    {
        boost::system::error_code error;
        if (!value.is_number())
            return fail(path, "wrong_type", "must be an integer");
        const T number = value.to_number<T>(error);
        error ? fail(path, "out_of_range", "is not an integer in range") : void(out = number);
    }

    template <class T>
    void decodeNumber(const json::value& value, T& out, const std::string& path)
    {
        boost::system::error_code error;
        if (!value.is_number())
            return fail(path, "wrong_type", "must be a number");
        const T number = value.to_number<T>(error);
        error || !std::isfinite(number) ? fail(path, "out_of_range", "is not a finite number") : void(out = number);
    }

    template <class T>
    void decodeEnum(const json::value& value, T& out, const std::string& path)
    {
        bool found = false;
        std::string allowed;
        mp11::mp_for_each<describe::describe_enumerators<T>>([&](auto enumerator) {
            if (value.is_string() && value.get_string() == enumerator.name) {
                out = enumerator.value;
                found = true;
            }
            allowed += (allowed.empty() ? "" : ", ") + std::string(enumerator.name);
        });
        if (!found)
            fail(path, "not_allowed", "must be one of " + allowed);
    }

    void decodeTime(const json::value& value, base::Time& out, const std::string& path)
    {
        const auto time = value.is_string() ? base::parseTime(value.get_string()) : std::nullopt;
        time ? void(out = *time) : fail(path, "not_a_time", "must be an RFC 3339 time");
    }

    void decodeAmount(const json::value& value, base::Amount& out, const std::string& path)
    {
        const auto amount = value.is_string() ? base::Amount::fromAtomic(value.get_string()) : std::nullopt;
        amount ? void(out = *amount) : fail(path, "not_an_amount", "must be a string of digits");
    }

    template <class T>
    void decodeOptional(const json::value& value, std::optional<T>& out, const std::string& path)
    {
        if (value.is_null())
            return;
        T inner{};
        const std::size_t before = errors.size();
        decode(value, inner, path);
        if (errors.size() == before)
            out = std::move(inner);
    }

    template <class T>
    void decodeVector(const json::value& value, std::vector<T>& out, const std::string& path)
    {
        if (!value.is_array())
            return fail(path, "wrong_type", "must be a list");
        const json::array& items = value.get_array();
        if (items.size() > kListMax)
            return fail(path, "too_long", "has too many items");
        out.clear();
        out.reserve(items.size());
        for (std::size_t i = 0; i < items.size(); ++i) {
            T item{};
            decode(items[i], item, fmt::format("{}[{}]", path, i));
            out.push_back(std::move(item));
        }
    }

    template <class T>
    void decodeMap(const json::value& value, std::map<std::string, T>& out, const std::string& path)
    {
        if (!value.is_object())
            return fail(path, "wrong_type", "must be an object");
        for (const auto& item : value.get_object())
            decode(item.value(), out[std::string(item.key())], path + "." + std::string(item.key()));
    }
};

template <class T>
json::value encode(const T& value)
{
    if constexpr (std::is_same_v<T, json::value> || std::is_same_v<T, bool>)
        return value;
    else if constexpr (std::is_same_v<T, json::object>)
        return json::value(value);
    else if constexpr (std::is_same_v<T, std::string>)
        return json::string(value);
    else if constexpr (std::is_integral_v<T>)
        return value;
    else if constexpr (std::is_floating_point_v<T>)
        return std::isfinite(value) ? json::value(double(value)) : json::value(nullptr);
    else if constexpr (DescribedEnum<T>)
        return json::string(describe::enum_to_string(value, ""));
    else if constexpr (std::is_same_v<T, base::Time>)
        return json::string(base::formatTime(value));
    else if constexpr (std::is_same_v<T, base::Amount>)
        return json::string(value.atomic());
    else if constexpr (IsOptional<T>::value)
        return value ? encode(*value) : json::value(nullptr);
    else if constexpr (IsVector<T>::value) {
        json::array items;
        items.reserve(value.size());
        for (const auto& item : value)
            items.push_back(encode(item));
        return items;
    } else if constexpr (IsMap<T>::value) {
        json::object object;
        for (const auto& [key, item] : value)
            object[key] = encode(item);
        return object;
    } else {
        json::object object;
        mp11::mp_for_each<Members<T>>([&](auto member) {
            const auto& field = value.*member.pointer;
            using FieldType = std::remove_cvref_t<decltype(field)>;
            if constexpr (IsOptional<FieldType>::value) {
                if (!field) { // absent, unless the struct says that clients expect null
                    if constexpr (requires { T::kNulls; })
                        object[wireName<T>(member.name)] = nullptr;
                    return;
                }
            }
            object[wireName<T>(member.name)] = encode(field);
        });
        return object;
    }
}

template <class T>
constexpr FieldKind fieldKind()
{
    if constexpr (IsOptional<T>::value)
        return fieldKind<typename T::value_type>();
    else if constexpr (std::is_same_v<T, bool>)
        return FieldKind::boolean;
    else if constexpr (std::is_integral_v<T>)
        return FieldKind::integer;
    else if constexpr (std::is_floating_point_v<T>)
        return FieldKind::number;
    else if constexpr (IsVector<T>::value)
        return FieldKind::list;
    else if constexpr (std::is_same_v<T, std::string> || std::is_enum_v<T> || std::is_same_v<T, base::Time>
                       || std::is_same_v<T, base::Amount>)
        return FieldKind::text;
    else
        return FieldKind::object;
}

/// JSON Schema (draft 2020-12) of a type, as OpenAPI 3.1 wants it.
template <class T>
json::value schema()
{
    if constexpr (std::is_same_v<T, json::value>)
        return json::object{};
    else if constexpr (std::is_same_v<T, json::object>)
        return json::object{{"type", "object"}};
    else if constexpr (std::is_same_v<T, bool>)
        return json::object{{"type", "boolean"}};
    else if constexpr (std::is_integral_v<T>)
        return json::object{{"type", "integer"}};
    else if constexpr (std::is_floating_point_v<T>)
        return json::object{{"type", "number"}};
    else if constexpr (std::is_same_v<T, std::string>)
        return json::object{{"type", "string"}};
    else if constexpr (std::is_same_v<T, base::Time>)
        return json::object{{"type", "string"}, {"format", "date-time"}};
    else if constexpr (std::is_same_v<T, base::Amount>)
        return json::object{{"type", "string"}, {"pattern", "^[0-9]{1,78}$"}};
    else if constexpr (DescribedEnum<T>) {
        json::array words;
        mp11::mp_for_each<describe::describe_enumerators<T>>([&](auto e) { words.push_back(json::string(e.name)); });
        return json::object{{"type", "string"}, {"enum", words}};
    } else if constexpr (IsOptional<T>::value)
        return schema<typename T::value_type>();
    else if constexpr (IsVector<T>::value)
        return json::object{{"type", "array"}, {"items", schema<typename T::value_type>()}};
    else if constexpr (IsMap<T>::value)
        return json::object{{"type", "object"}, {"additionalProperties", schema<typename T::mapped_type>()}};
    else {
        json::object properties;
        json::array required;
        mp11::mp_for_each<Members<T>>([&](auto member) {
            using FieldType = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
            const std::string_view name = wireName<T>(member.name);
            properties[name] = schema<FieldType>();
            if constexpr (!IsOptional<FieldType>::value && !IsVector<FieldType>::value && !IsMap<FieldType>::value)
                required.push_back(json::string(name));
        });
        json::object out{{"type", "object"}, {"properties", properties}};
        if (!required.empty())
            out["required"] = required;
        return out;
    }
}

template <class T>
T decodeOrThrow(const json::value& value, bool lenient)
{
    T out{};
    Decoder decoder;
    if constexpr (Described<T>)
        decoder.decodeStruct(value, out, "", lenient);
    else
        decoder.decode(value, out, "body");
    if (!decoder.errors.empty()) {
        const base::FieldError& first = decoder.errors.front();
        throw base::Error(base::ErrorCode::InvalidInput, "invalid_input", first.path + " " + first.detail,
                          std::move(decoder.errors));
    }
    return out;
}

template <class Op> constexpr bool isLenient()
{
    if constexpr (requires { Op::kLenient; })
        return Op::kLenient;
    return false;
}

template <class T>
std::vector<Field> fieldsOf()
{
    std::vector<Field> fields;
    if constexpr (Described<T>) {
        mp11::mp_for_each<Members<T>>([&](auto member) {
            using FieldType = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
            fields.push_back({wireName<T>(member.name), fieldKind<FieldType>(),
                              !IsOptional<FieldType>::value && !IsVector<FieldType>::value
                                  && !IsMap<FieldType>::value});
            if constexpr (requires { T::kAliases; }) {
                for (const auto& [alias, own] : T::kAliases) {
                    if (own == wireName<T>(member.name))
                        fields.push_back({alias, fieldKind<FieldType>(), false});
                }
            }
        });
    }
    return fields;
}

} // namespace bursar::contract::codec

namespace bursar::contract {

template <class Op>
OperationInfo Codec<Op>::info(std::string_view area)
{
    OperationInfo info;
    info.name = Op::kName;
    info.area = area;
    info.method = Op::kMethod;
    info.paths = Op::kPaths;
    info.access = Op::kAccess;
    info.effect = Op::kEffect;
    info.summary = Op::kSummary;
    info.lenient = codec::isLenient<Op>();
    if constexpr (requires { Op::kBody; })
        info.body = Op::kBody;
    if constexpr (requires { Op::kSuccess; })
        info.success = Op::kSuccess;
    if constexpr (requires { Op::kLocal; })
        info.local = Op::kLocal;
    if constexpr (requires { Op::kSecretOutput; })
        info.secretOutput = Op::kSecretOutput;
    if constexpr (requires { Op::kBodyBytesMax; })
        info.bodyBytesMax = Op::kBodyBytesMax;
    if constexpr (requires { Op::kRequestHeaders; })
        info.requestHeaders = Op::kRequestHeaders;
    if constexpr (requires { Op::kAnswerHeaders; })
        info.answerHeaders = Op::kAnswerHeaders;
    info.fields = codec::fieldsOf<typename Op::Input>();
    info.inputSchema = [] { return codec::schema<typename Op::Input>(); };
    info.outputSchema = [] { return codec::schema<typename Op::Output>(); };
    return info;
}

template <class Op>
typename Op::Input Codec<Op>::decodeInput(const json::value& value)
{
    return codec::decodeOrThrow<typename Op::Input>(value, codec::isLenient<Op>());
}

template <class Op>
json::value Codec<Op>::encodeInput(const typename Op::Input& input)
{
    return codec::encode(input);
}

template <class Op>
typename Op::Output Codec<Op>::decodeOutput(const json::value& value)
{
    return codec::decodeOrThrow<typename Op::Output>(value, true); // a newer server may say more
}

template <class Op>
json::value Codec<Op>::encodeOutput(const typename Op::Output& output)
{
    return codec::encode(output);
}

} // namespace bursar::contract

#include <boost/preprocessor/seq/for_each.hpp>
#define BURSAR_CODEC_INSTANTIATE(r, area, Op) template struct Codec<Op>;
#define BURSAR_CODEC_INFO(r, area, Op) Codec<Op>::info(area),
/// Instantiates the codecs of an area's operations and defines its list.
#define BURSAR_OPERATIONS(function, area, sequence)                                                                    \
    BOOST_PP_SEQ_FOR_EACH(BURSAR_CODEC_INSTANTIATE, area, sequence)                                                    \
    std::vector<OperationInfo> function()                                                                              \
    {                                                                                                                  \
        return {BOOST_PP_SEQ_FOR_EACH(BURSAR_CODEC_INFO, area, sequence)};                                             \
    }
