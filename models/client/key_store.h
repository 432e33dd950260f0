// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <optional>

namespace bursar::models {

/// Where a server's API key lies.
enum class KeyPlace { Keychain, File };

/// Keeps API keys in the system's keychain, else in a file that only this account can read. Asynchronous: answers
/// come on this object's thread, and only while the receiver lives.
class KeyStore : public QObject {
    Q_OBJECT

public:
    enum class Use { KeychainFirst, FileOnly };
    /// `folder` holds the files; it is made with mode 0700 when it is needed.
    KeyStore(QString folder, Use use, QObject* parent = nullptr);

    struct Found {
        std::optional<QString> key; ///< empty: none is kept
        KeyPlace place = KeyPlace::Keychain;
    };
    void read(const QString& profileId, QObject* receiver, std::function<void(const Found&)> onFound);
    /// `onWritten` gets the place, or nothing when neither could take it.
    void write(const QString& profileId, const QString& key, QObject* receiver,
               std::function<void(std::optional<KeyPlace>)> onWritten);
    void remove(const QString& profileId);
    QString filePath(const QString& profileId) const;

private:
    std::optional<QString> readFile(const QString& profileId) const;
    bool writeFile(const QString& profileId, const QString& key) const;

    QString m_folder;
    Use m_use;
};

/// "in the system keychain", or "in a file only you can read (…)".
QString keyPlaceText(KeyPlace place, const QString& file);

} // namespace bursar::models
